'use strict'

// The proof: makes an orphan, ends it, and watches who takes its zombie and when.
//
// The orphan reads a pipe whose other end only this process holds. However this process ends, the
// kernel closes the pipe, and the orphan ends.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')

const { withAdvice } = require('../frame/spawning')
const { readArguments, readStat } = require('../../proc/files')

/**
 * @typedef {object} Proof
 * @property {boolean} reaped
 * @property {{ pid: number, name: string, argv: string[] } | null} by who adopted the orphan
 * @property {number} ms from its death until its zombie was gone, or until the end of the wait
 * @property {number} orphan its PID
 */

// How long the program that makes the orphan may take.
const START = 10_000

// How long a zombie may stay. A reaper in the program may take it after its quarantine.
const PATIENCE = 2000

/**
 * @returns {Promise<Proof>}
 * @throws when no process can be started
 */
async function prove() {
  undoSubreaper()
  // The preloads of this process are not wanted in the orphan.
  const env = { ...process.env, NODE_OPTIONS: '' }
  const launcher = spawn(process.execPath, [path.join(__dirname, 'orphan.js')], {
    env,
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  })
  // Without free descriptors spawn() makes no pipes.
  const [, stdout, , pipe] = launcher.stdio ?? []
  if (!(stdout && pipe)) throw withAdvice((await once(launcher, 'error'))[0])
  // At the PID limit a Node may hang in its own start, where it waits for its threads.
  const deadline = setTimeout(() => launcher.kill('SIGKILL'), START)
  try {
    let output = ''
    stdout.on('data', (text) => {
      output += text
    })
    // The event "close" would wait for the pipe of the orphan, too. After any other failure of
    // spawn(), the event "error" comes first, and once() throws its error.
    await Promise.all([once(launcher, 'exit'), once(stdout, 'close')])
    const orphan = Number(output)
    if (!Number.isInteger(orphan) || orphan < 2) throw new Error('no orphan could be started')
    return await end(orphan)
  } finally {
    clearTimeout(deadline)
    pipe.destroy()
  }
}

/** @param {number} orphan */
async function end(orphan) {
  const stat = readStat(orphan)
  if (stat === null) throw new Error('the orphan ended too early')
  const adopter = readStat(stat.ppid)
  const by = adopter && { pid: adopter.pid, name: adopter.name, argv: readArguments(adopter.pid) }
  const start = performance.now()
  // The orphan waits for its pipe, so the PID is still its own.
  process.kill(orphan, 'SIGKILL')
  let isThere = true
  while (isThere && performance.now() - start < PATIENCE) {
    await new Promise((resolve) => {
      setTimeout(resolve, 1)
    })
    isThere = readStat(orphan)?.startTicks === stat.startTicks
  }
  return { reaped: !isThere, by, ms: Math.round(performance.now() - start), orphan }
}

/** With a preload in NODE_OPTIONS this process is a subreaper, and would adopt the orphan itself. */
function undoSubreaper() {
  try {
    require('../../reap/subreaper').installSubreaper(false)
  } catch {
    // Without the native part this process is no subreaper.
  }
}

module.exports = { prove }
