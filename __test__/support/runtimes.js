'use strict'

// The real Bun and the real Deno, for tests.

const { execFile, spawnSync } = require('node:child_process')
const path = require('node:path')
const { promisify } = require('node:util')

const { HANG, program, root, skipUnless } = require('./helpers')

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string[]} command the program, and its arguments before the script
 * @property {string | false} skip
 */

/**
 * @param {string} name
 * @param {string} binary
 * @param {string[]} args
 * @returns {Runtime}
 */
function runtime(name, binary, args) {
  const command = [path.join(root, 'node_modules/.bin', binary), ...args]
  const { status } = spawnSync(command[0], ['--version'])
  const skip = skipUnless(status === 0, `needs ${binary}, which npm has for a few platforms`)
  return { name, command, skip }
}

const bun = runtime('Bun', 'bun', [])
const deno = runtime('Deno', 'deno', ['run', '--allow-all'])

/**
 * Runs a program to its end. Kills it after a minute: a program whose status was taken would wait
 * for ever.
 * @param {string[]} command
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 */
async function run([file, ...args], { env = {}, cwd = root } = {}) {
  const options = {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    timeout: HANG,
    killSignal: /** @type {const} */ ('SIGKILL'),
  }
  const { stdout, stderr } = await promisify(execFile)(file, args, options)
  return { stdout, stderr }
}

/**
 * Runs a program of __test__/programs in a runtime, and parses its output as JSON.
 * @param {Runtime} where
 * @param {string[]} args the program and its arguments
 * @param {{ under?: string[], env?: NodeJS.ProcessEnv }} [options] `under`: the command that starts
 *   the runtime, such as IN_NAMESPACE
 */
async function runIn({ command }, [name, ...args], { under = [], env } = {}) {
  const { stdout } = await run([...under, ...command, program(name), ...args], { env })
  return JSON.parse(stdout)
}

module.exports = { RUNTIMES: [bun, deno], bun, deno, run, runIn }
