'use strict'

// 300 terminals of node-pty beside a bare reap(). node-pty forks on the main thread and waits in its
// own thread. Prints how many exit codes arrived unchanged, and how many zombies were taken.
//
//   node terminals.js                       calls reap() in a tight loop
//   node terminals.js --every-millisecond   calls reap() when a millisecond is over
//   node terminals.js --exclude             names the terminals
//   node terminals.js --steal               goes on until an exit code is lost
//   node terminals.js --reap-orphans        uses reapOrphans() instead

// node-pty with a prebuilt native part. The package node-pty itself compiles at each install.
const pty = require('@lydell/node-pty')

const { installSubreaper, reap, reapOrphans } = require('../../..')

const TERMINALS = 300

/** @type {Set<number>} */
const open = new Set()
let arrived = 0
let lost = 0
let taken = 0

/** @param {number} code */
async function terminal(code) {
  const term = pty.spawn('/bin/sh', ['-c', `exit ${code}`], {})
  open.add(term.pid)
  const { exitCode } = await new Promise((resolve) => term.onExit(resolve))
  open.delete(term.pid)
  if (exitCode === code) arrived++
  else lost++
}

async function main() {
  if (process.pid !== 1) installSubreaper()
  let running = true
  async function collect() {
    // Longer than a busy machine keeps a thread of node-pty from the processor.
    const options = { settle: 0, quarantine: 1000 }
    while (running) taken += (await reapOrphans(options)).reaped.length
  }
  const steal = process.argv.includes('--steal')
  const options = process.argv.includes('--exclude') ? { exclude: open } : { steal }
  function turn() {
    if (!running) return
    for (let i = 0; i < 1000; i++) taken += reap(options).length
    setImmediate(turn)
  }
  if (process.argv.includes('--reap-orphans')) void collect()
  else if (process.argv.includes('--every-millisecond'))
    setInterval(() => (taken += reap().length), 1)
  else turn()
  let next = 0
  const goesOn = () => (steal ? lost === 0 : next < TERMINALS)
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (goesOn()) await terminal((next++ % 255) + 1)
    }),
  )
  running = false
  console.log(JSON.stringify({ arrived, lost, taken }))
  process.exit()
}

void main()
