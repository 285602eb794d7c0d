'use strict'

// The command `zombie-reaper exporter`, as a user runs it.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { createInterface } = require('node:readline')

const { command } = require('./cli')

/**
 * Starts the exporter on a free port, and waits until it listens. It ends when the test ends.
 * @param {import('node:test').TestContext} t
 * @param {string[]} [args]
 * @param {string[]} [flags] of Node
 */
async function startExporter(t, args = [], flags = []) {
  const argv = [...flags, command, 'exporter', '--listen', '127.0.0.1:0', ...args]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
  })
  /** @type {string[]} */
  const lines = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    const [url] = /http:\/\/[\d.]+:\d+/.exec(line) ?? []
    if (url !== undefined) return { child, ended, lines, url }
  }
  throw new Error(`the exporter has ended: ${lines.join('\n')}`)
}

/**
 * Returns the value of a series in the text of a scrape.
 * @param {string} text
 * @param {string} series with its labels
 */
function valueOf(text, series) {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length))
}

module.exports = { startExporter, valueOf }
