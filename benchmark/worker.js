'use strict'

// A worker: one side of a comparison, in its own process. For each line on its stdin it measures
// once and answers one line of JSON, `{"ns": 123}`. Both sides live at the same time, and only one
// works.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { join } = require('node:path')
const { createInterface } = require('node:readline')

/** @typedef {import('./measure').Side} Side */

/**
 * @param {string} program
 * @param {(string | number)[]} args
 * @returns {Side}
 */
function startWorker(program, args) {
  const worker = spawn(program, args.map(String), { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(worker, 'exit')
  // round() reports a rejection. Before the first round no handler is attached.
  exited.catch(() => {})
  // round() reports the exit of a worker that has ended, so EPIPE adds nothing.
  worker.stdin.on('error', () => {})
  const answers = createInterface({ input: worker.stdout })[Symbol.asyncIterator]()

  return {
    async round() {
      worker.stdin.write('\n')
      const { value, done } = await answers.next()
      if (!done) return JSON.parse(value).ns
      const [code, signal] = await exited
      throw new Error(`${[program, ...args].join(' ')} ended with ${signal ?? `exit code ${code}`}`)
    },
    async end() {
      worker.stdin.end()
      await exited
    },
  }
}

/**
 * @param {string} file in workers/
 * @param {(string | number)[]} args
 * @param {{ node?: string, flags?: string[] }} [options]
 */
function startNodeWorker(file, args, { node = process.execPath, flags = [] } = {}) {
  return startWorker(node, [...flags, join(__dirname, 'workers', file), ...args])
}

module.exports = { startWorker, startNodeWorker }
