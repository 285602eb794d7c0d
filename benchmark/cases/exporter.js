'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { createInterface } = require('node:readline')

const { baselinePath } = require('../baselines')
const { below } = require('../thresholds')
const { startWorker } = require('../worker')

/** @typedef {import('../measure').Side} Side */

const PROCESSES = 20_000

// The slowest of so many scrapes counts.
const SCRAPES = 5

const command = path.join(__dirname, '../../bin/zombie-reaper.js')

/** Starts the processes, and then the exporter. The peer scans the same processes. */
async function startExporter() {
  const crowd = spawn(baselinePath('crowd'), [String(PROCESSES)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [answer] = await Promise.race([once(crowd.stdout, 'data'), once(crowd, 'exit')])
  if (String(answer) !== 'ready\n') throw new Error(`too few PIDs for ${PROCESSES} processes`)
  const exporter = spawn(process.execPath, [command, 'exporter', '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let url = ''
  for await (const line of createInterface({ input: exporter.stdout })) {
    url = /http:\S+/.exec(line)?.[0] ?? ''
    if (url !== '') break
  }
  /** @type {Side} */
  const side = {
    async round() {
      const times = []
      for (let i = 0; i < SCRAPES; i++) {
        const start = process.hrtime.bigint()
        await (await fetch(url)).text()
        times.push(Number(process.hrtime.bigint() - start))
      }
      return Math.max(...times)
    },
    async end() {
      exporter.kill('SIGTERM')
      await once(exporter, 'exit')
      crowd.stdin.end()
      await once(crowd, 'exit')
    },
  }
  return side
}

/** @type {import('../measure').Case[]} */
module.exports = [
  {
    what: `exporter, slowest of ${SCRAPES} scrapes of ${PROCESSES.toLocaleString('en')} processes`,
    unit: 'ms',
    rounds: 5,
    warmUp: 1,
    target: below(500, 'ms'),
    startOurs: startExporter,
    peers: [
      {
        name: 'a C program that reads the same files once',
        start: () => startWorker(baselinePath('scan'), []),
      },
    ],
  },
]
