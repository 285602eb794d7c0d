'use strict'

// A side that is a process of its own. For each line on its stdin it measures once and answers
// one line of JSON, `{"ns": 123}`: so both sides live at the same time, and one works at a time.

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
function startSide(program, args) {
  const side = spawn(program, args.map(String), { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(side, 'exit')
  // Reported by whoever waits for the answer; until then nobody may be waiting.
  exited.catch(() => {})
  // A side that has ended says so by its exit.
  side.stdin.on('error', () => {})
  const answers = createInterface({ input: side.stdout })[Symbol.asyncIterator]()

  return {
    async round() {
      side.stdin.write('\n')
      const { value, done } = await answers.next()
      if (!done) return JSON.parse(value).ns
      const [code, signal] = await exited
      throw new Error(`${[program, ...args].join(' ')} ended with ${signal ?? `exit code ${code}`}`)
    },
    async end() {
      side.stdin.end()
      await exited
    },
  }
}

/**
 * @param {string} file in sides/
 * @param {(string | number)[]} args
 * @param {{ node?: string, flags?: string[] }} [options]
 */
function startNodeSide(file, args, { node = process.execPath, flags = [] } = {}) {
  return startSide(node, [...flags, join(__dirname, 'sides', file), ...args])
}

module.exports = { startSide, startNodeSide }
