'use strict'

// Builds and runs the injector (injector/inject.c).

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { named, unpack } = require('./calls')

/**
 * @typedef {object} Result
 * @property {'ended' | 'hang' | 'spin'} end
 * @property {number} code
 * @property {number} signal
 * @property {number} struck how often the fault has struck
 * @property {number} left how many processes and zombies the command has left
 * @property {import('./calls').Fault} last the last fault that was begun
 * @property {Record<string, number>} made how often each call was made
 * @property {string} stdout
 * @property {string} stderr
 */

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-faults-'))
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))

/**
 * Compiles C files of this folder into one program.
 * @param {string} name
 * @param {string[]} files
 */
function compile(name, files) {
  const output = path.join(folder, name)
  const sources = files.map((file) => path.join(__dirname, file))
  const { status, stderr } = spawnSync(
    'cc',
    ['-O2', '-Wall', '-Werror', '-o', output, ...sources],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`cc failed:\n${stderr}`)
  return output
}

/** @type {string | undefined} */
let injector

/**
 * Runs a command under the injector.
 * @param {object} run
 * @param {'below' | 'pid-1'} [run.place]
 * @param {1 | 2} [run.whose] whose calls fail: those of the command, or of its first child
 * @param {bigint} [run.fault] the fault to begin with; by default the command itself begins faults
 * @param {string[]} run.command
 * @param {NodeJS.ProcessEnv} [run.env]
 * @returns {Result}
 */
function inject({ place = 'pid-1', whose = 1, fault = 0n, command, env = process.env }) {
  injector ??= compile(
    'inject',
    ['inject', 'fault', 'start'].map((file) => `injector/${file}.c`),
  )
  const { output, status, signal, stderr } = spawnSync(
    injector,
    [place, `${whose}`, `${fault}`, ...command],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      encoding: 'utf8',
      env,
      maxBuffer: 2 ** 28,
    },
  )
  const [, stdout, , report] = /** @type {string[]} */ (/** @type {unknown} */ (output))
  if (report === '')
    throw new Error(`The injector failed (${command.join(' ')}): ${status ?? signal} ${stderr}`)
  const result = JSON.parse(report)
  return {
    ...result,
    last: unpack(BigInt(result.last)),
    made: named(Object.entries(result.made)),
    stdout,
    stderr,
  }
}

module.exports = { compile, inject }
