'use strict'

const { once } = require('node:events')
const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { root } = require('./helpers')

// Where `npm run build:init` puts it.
const initPath = path.join(
  process.env.CARGO_TARGET_DIR ?? path.join(root, 'target'),
  'init',
  'zombie-init',
)

/**
 * Runs the init to its end, as a subreaper so that it has nothing to warn of.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function runInit(args, options = {}) {
  return run([initPath, '-s', ...args], options)
}

/**
 * @param {string[]} command
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function run([file, ...args], options = {}) {
  const { error, status, signal, stdout, stderr } = spawnSync(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
    ...options,
    encoding: 'utf8',
  })
  if (error) throw error
  return { status, signal, stdout, stderr }
}

/**
 * Starts the init, and waits until the program has printed its first line. Both are killed at the
 * latest when the test ends.
 * @param {import('node:test').TestContext} t
 * @param {string[]} args
 */
async function startInit(t, args) {
  const child = spawn(initPath, ['-s', ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const pid = /** @type {number} */ (child.pid)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
  const ended = once(child, 'exit')
  const closed = once(child, 'close')
  while (!output.includes('\n')) {
    await Promise.race([once(child.stdout, 'data'), closed])
    if (child.stdout.destroyed && !output.includes('\n')) throw new Error('It printed nothing')
  }
  const program = childOf(pid)
  t.after(() => {
    if (child.exitCode !== null || child.signalCode !== null) return
    if (program) process.kill(program, 'SIGKILL')
    child.kill('SIGKILL')
  })
  return {
    pid,
    program,
    output: () => output,
    /** @returns {Promise<{ code: number | null, signal: string | null, output: string }>} */
    async end() {
      const [code, signal] = await ended
      await closed
      return { code, signal, output }
    },
  }
}

/**
 * The program that an init runs.
 * @param {number} pid
 */
function childOf(pid) {
  return Number(fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())
}

module.exports = { initPath, run, runInit, startInit }
