'use strict'

// The command zombie-reaper, as a user runs it.

const path = require('node:path')

const { root, skipUnless } = require('./helpers')
const { run } = require('./init-helpers')

const command = path.join(root, 'bin/zombie-reaper.js')

/**
 * Runs the command to its end.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions & { under?: string[], flags?: string[], file?: string }} [options]
 */
function runCommand(args, { under = [], flags = [], file = command, ...options } = {}) {
  return run([...under, process.execPath, ...flags, file, ...args], options)
}

/**
 * Runs the doctor.
 * @param {string[]} [args]
 * @param {Parameters<typeof runCommand>[1]} [options]
 */
function doctor(args = [], options = {}) {
  return diagnosis(runCommand(['doctor', '--json', ...args], options))
}

/**
 * Reads what a doctor has printed with --json.
 * @param {{ status: number | null, stdout: string }} result
 */
function diagnosis({ status, stdout }) {
  const report = JSON.parse(stdout)
  /** @type {{ id: string, severity: string, message: string, remedy: string, pid?: number }[]} */
  const findings = report.findings
  // A machine with /.dockerenv is a container, and may have no limit.
  const ids = findings.map(({ id }) => id).filter((id) => id !== 'no-pid-limit')
  return { status, report, findings, ids }
}

const skipWithoutTini = skipUnless(run(['sh', '-c', 'command -v tini']).status === 0, 'needs tini')

module.exports = { command, diagnosis, doctor, runCommand, skipWithoutTini }
