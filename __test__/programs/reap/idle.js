'use strict'

// Calls reap() with nothing to reap, between two marks that a trace of system calls shows. Prints
// the heap use of a call, in bytes.
//
//   node idle.js childless | busy | measured

const { spawn } = require('node:child_process')
const dgram = require('node:dgram')
const fs = require('node:fs')

const { reap } = require('../../..')

const kind = process.argv[2]

/** @param {string} name */
function mark(name) {
  fs.existsSync(`/zombie-reaper-${name}`)
}

async function main() {
  const children = kind === 'busy' ? [1, 2, 3].map(() => spawn('sleep', ['1000'])) : []
  const sockets = kind === 'busy' ? [1, 2, 3].map(() => dgram.createSocket('udp4').bind(0)) : []
  await Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.on('listening', resolve))),
  )
  // V8 makes its own system calls until reap() is compiled.
  for (let i = 0; i < 10_000; i++) reap()
  mark('start')
  for (let i = 0; i < 1000; i++) reap()
  mark('end')

  for (const child of children) child.kill('SIGKILL')
  for (const socket of sockets) socket.close()
  console.log(JSON.stringify({ bytes: kind === 'measured' ? bytesACall() : 0 }))
}

/**
 * Returns the heap bytes of one call, as the most frequent result of several rounds. reap()
 * allocates more until V8's best compiler has compiled it, which takes long in Node 26. V8 also
 * frees memory in the background now and then.
 */
function bytesACall() {
  const calls = 1000
  /** @type {Map<number, number>} */
  const rounds = new Map()
  for (let round = 0; round < 200; round++) {
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < calls; i++) reap()
    const bytes = (process.memoryUsage().heapUsed - before) / calls
    rounds.set(bytes, (rounds.get(bytes) ?? 0) + 1)
  }
  const [[most]] = [...rounds].toSorted(([, one], [, other]) => other - one)
  return most
}

void main()
