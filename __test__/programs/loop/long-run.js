'use strict'

// Lets a running reaper reap 200,000 orphans, and prints the memory use early and late.

const { makeZombie, startReaper } = require('../../..')

const reaper = startReaper({ quarantine: 1, names: true })
let reaped = 0
reaper.on('reap', () => reaped++)

/** @param {number} total */
async function reapUntil(total) {
  while (reaped < total) {
    for (let i = 0; i < 500; i++) makeZombie({ orphan: true })
    const goal = reaped + 500
    while (reaped < goal) await new Promise((resolve) => setTimeout(resolve, 1))
    // Garbage is no leak. V8 keeps an amount of garbage that differs by version: 12 MB in Node 22.
    if (reaped % 10_000 === 0) globalThis.gc?.()
  }
  const { heapUsed, rss } = process.memoryUsage()
  return { heapUsed, rss }
}

async function main() {
  const early = await reapUntil(20_000)
  const late = await reapUntil(200_000)
  console.log(JSON.stringify({ early, late }))
}

void main()
