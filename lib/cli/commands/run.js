'use strict'

const path = require('node:path')

const { UsageError, noWords } = require('../frame/arguments')
const { jsonText } = require('../frame/layout')
const { FAILED } = require('../run/exit-codes')
const { isInteger } = require('../../support/validate')
const { printable } = require('../../support/printable')

const help = `Usage: zombie-reaper run [--kill-after SECONDS] -- PROGRAM
                         [ARGS]

Runs a program, forwards signals to it, and ends with its
exit code. Afterwards it ends every process that the
program started and left behind: first with SIGTERM, then
with SIGKILL.

Options:
  --kill-after SECONDS
              time from SIGTERM to SIGKILL (default 2). Also
              ends a program that ignores SIGTERM, SIGINT,
              SIGHUP or SIGQUIT
  --json      print the result as JSON on standard error

Exit code:
  that of the program; 128 + N after signal N; 127 without
  such a program; 126 if it cannot start; 125 if this
  command fails; 64 bad usage

Examples:
  npx --no zombie-reaper run -- npm test
  npx --no zombie-reaper run --kill-after 10 -- ./agent.sh`

const options = {
  'kill-after': { type: /** @type {const} */ ('string') },
  json: { type: /** @type {const} */ ('boolean') },
}

// Longer than any program runs, and below the longest timer.
const MAX_SECONDS = 2_000_000

/** @param {import('../frame/arguments').Input} input */
async function run({ values, positionals, rest = [] }) {
  noWords(positionals)
  if (rest.length === 0) throw new UsageError('expected a program after "--"')
  const killAfter = seconds(values['kill-after'])
  try {
    return await runJob(killAfter, rest, values.json === true)
  } catch (error) {
    console.error(`zombie-reaper: ${/** @type {Error} */ (error).message}`)
    return FAILED
  }
}

/**
 * @param {number | undefined} killAfter
 * @param {string[]} program
 * @param {boolean} json
 */
async function runJob(killAfter, program, json) {
  if (process.platform !== 'linux')
    throw new Error(`run works on Linux only, and this is ${process.platform}`)
  // Throws without the native part, and in a runtime that has no jobs.
  const { supervise } = require('../run/supervise')
  const guard = [process.execPath, path.join(__dirname, '../run/guard.js'), killAfter ?? '']
  const { child, ended } = supervise(
    [...guard.map(String), ...program],
    ['inherit', 'inherit', 'inherit', 'pipe'],
    undefined,
  )
  // The pipe breaks when the guard ends. Without free descriptors spawn() makes no pipes.
  child.stdio?.[3]?.on('error', () => {})
  const { exitCode, remaining } = await ended
  const left = remaining.map(({ pid }) => pid)
  if (json) console.error(jsonText({ exitCode, remaining: left }))
  return exitCode
}

/** @param {string | boolean | undefined} text */
function seconds(text) {
  if (text === undefined) return undefined
  const value = /^\d+$/.test(String(text)) ? Number(text) : -1
  if (isInteger(value, 0, MAX_SECONDS)) return value
  throw new UsageError(
    `--kill-after: expected a whole number of seconds, got "${printable(String(text))}"`,
  )
}

module.exports = { help, options, run }
