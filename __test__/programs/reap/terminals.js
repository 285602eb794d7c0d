'use strict'

// 200 terminals of node-pty, which forks on the main thread and waits in a thread of its own,
// beside a tight loop of reap(). Prints how many exit codes arrived as they were.
//
//   node terminals.js [--no-exclude]
//   node terminals.js --reap-orphans   beside reapOrphans() instead, which knows of none of them

// The real one, with its native part prebuilt; node-pty itself would be compiled at each install.
const pty = require('@lydell/node-pty')

const { installSubreaper, reap, reapOrphans } = require('../../..')

const exclude = !process.argv.includes('--no-exclude')
const TERMINALS = 200

/** @type {Set<number>} */
const open = new Set()
let arrived = 0
let taken = 0

/** @param {number} code */
async function terminal(code) {
  const term = pty.spawn('/bin/sh', ['-c', `exit ${code}`], {})
  open.add(term.pid)
  const { exitCode } = await new Promise((resolve) => term.onExit(resolve))
  open.delete(term.pid)
  if (exitCode === code) arrived++
}

async function main() {
  if (process.pid !== 1) installSubreaper()
  let running = true
  async function collect() {
    while (running) taken += (await reapOrphans({ settle: 0 })).reaped.length
  }
  function turn() {
    if (!running) return
    for (let i = 0; i < 1000; i++) taken += reap(exclude ? { exclude: open } : {}).length
    setImmediate(turn)
  }
  if (process.argv.includes('--reap-orphans')) void collect()
  else turn()
  let next = 1
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (next <= TERMINALS) await terminal(next++)
    }),
  )
  running = false
  console.log(JSON.stringify({ arrived, taken }))
  process.exit()
}

void main()
