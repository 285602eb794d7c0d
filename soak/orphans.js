'use strict'

// The orphans that die without end, and how they must have died.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { createInterface } = require('node:readline')

const { programPath } = require('./programs')

/** Starts the program that lets orphans die. */
function startOrphans() {
  const child = spawn(programPath('orphans'), { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  let gone = 0
  createInterface({ input: child.stdout }).on('line', (line) => {
    gone = Number(line)
  })
  return {
    /** How many are gone. The kernel says so: the program asks it. */
    gone: () => gone,
    /** Resolves when the last orphan is gone, with how many there were. */
    async stop() {
      child.stdin.end()
      const [status, signal] = await ended
      if (status !== 0) throw new Error(`the program of the orphans ended with ${signal ?? status}`)
      return gone
    },
  }
}

/**
 * Whether a process died as an orphan of this program with its PID. No process of a browser does.
 * @param {import('..').ReapedProcess} process
 */
function isOrphan({ pid, exitCode, signal }) {
  return pid % 8 === 0 ? signal === 'SIGUSR1' : exitCode === 100 + (pid % 100)
}

module.exports = { isOrphan, startOrphans }
