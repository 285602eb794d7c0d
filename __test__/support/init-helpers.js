'use strict'

const { spawn, spawnSync } = require('node:child_process')
const path = require('node:path')
const { afterEach } = require('node:test')

const { installSubreaper } = require('../..')
const { HANG, root, until } = require('./helpers')
const { descendantsOf } = require('./process-table')

// The path that `npm run build:init` writes to.
const initPath = path.join(
  process.env.CARGO_TARGET_DIR ?? path.join(root, 'target'),
  'init',
  'zombie-init',
)

/**
 * Runs the init to its end. The init is a subreaper, so it has nothing to warn of.
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
    timeout: HANG,
    killSignal: 'SIGKILL',
    ...options,
    encoding: 'utf8',
  })
  if (error) throw error
  return { status, signal, stdout, stderr }
}

/**
 * Starts the init, and waits until the program has printed its first line.
 * @param {string[]} args
 */
async function startInit(args) {
  const child = spawn(initPath, ['-s', ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
  /** @type {{ code: number | null, signal: string | null } | undefined} */
  let ended
  child.on('close', (code, signal) => (ended = { code, signal }))
  await until(() => output.includes('\n'), 'the program has printed a line')
  return {
    pid: /** @type {number} */ (child.pid),
    output: () => output,
    end: async () => ({ ...(await until(() => ended, 'the init has ended')), output }),
  }
}

// A test leaves no process behind, above all no failed test. Every process that a test starts is a
// child of this process, or becomes one when it is orphaned.
installSubreaper()
afterEach(() =>
  until(() => {
    const alive = descendantsOf(process.pid).filter(({ state }) => state !== 'Z')
    for (const { pid } of alive) kill(pid)
    return alive.length === 0
  }, 'nothing that the test has started is alive'),
)

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // The process has already ended.
  }
}

module.exports = { initPath, run, runInit, startInit }
