'use strict'

// The command zombie-reaper, as a user runs it.

const path = require('node:path')

const { spawn: spawnTerminal } = require('@lydell/node-pty')

const { root } = require('./helpers')
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

/**
 * Runs a command in a terminal of 60 columns, to its end.
 * @param {string[]} argv
 * @param {{ env?: NodeJS.ProcessEnv, rows?: number, onData?: (output: string, terminal: import('@lydell/node-pty').IPty) => void }} [options]
 * @returns {Promise<{ output: string, exitCode: number }>}
 */
function inTerminal([file, ...args], { env = process.env, rows = 24, onData } = {}) {
  return new Promise((resolve) => {
    let output = ''
    const terminal = spawnTerminal(file, args, { cols: 60, rows, env, name: 'xterm-256color' })
    terminal.onData((text) => {
      output += text
      onData?.(output, terminal)
    })
    terminal.onExit(({ exitCode }) => resolve({ output, exitCode }))
  })
}

// The sequences of colours, of the cursor and of the screen.
const ESCAPE = '\u001b'
const SEQUENCES = new RegExp(`${ESCAPE}\\[[?0-9;]*[A-Za-z]`, 'g')

/** @param {string} text */
function plain(text) {
  return text.replaceAll(SEQUENCES, '')
}

module.exports = { command, diagnosis, doctor, inTerminal, plain, runCommand }
