'use strict'

// The shell tool of an agent: a command with a time limit, each in a job of its own. Afterwards no
// process of the command is left, and no daemon either that it has put into the background.
//
//   node examples/recipes/shell-tool.js COMMAND [TIMEOUT_IN_MS]

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { createJob, startReaper } = require('../..')

// In characters. A command can print without end.
const MAX_OUTPUT = 100_000

/**
 * Runs a program, and resolves when no process of it is left.
 * @param {string} file
 * @param {string[]} args
 * @param {number} timeout in ms
 */
async function runInJob(file, args, timeout) {
  const job = createJob()
  const child = spawn(file, args, { env: job.env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  const closed = new Promise((resolve) => child.once('close', resolve))
  // A program that cannot be started has no PID, and `ended` rejects.
  if (child.pid !== undefined) job.add(child)

  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(0, MAX_OUTPUT)
    })
  }
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    // The close() below throws the same error.
    job.close().catch(() => {})
  }, timeout)

  // Not 'close': a daemon keeps the output open until it ends.
  const [exitCode, signal] = await ended.finally(() => clearTimeout(timer))
  const { remaining } = await job.close()
  // A process of another user may remain, and keep the output open.
  if (remaining.length === 0) await closed
  return { exitCode, signal, timedOut, output, remaining: remaining.length }
}

async function main() {
  startReaper()
  const [command, timeout = '300000'] = process.argv.slice(2)
  console.log(JSON.stringify(await runInJob('/bin/sh', ['-c', command], Number(timeout))))
}

if (require.main === module) void main()

module.exports = { runInJob }
