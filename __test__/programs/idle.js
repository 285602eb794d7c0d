'use strict'

// Calls reap() with nothing to reap, between two marks that a trace of system calls shows. Prints
// how many bytes of heap each call took.
//
//   node idle.js childless | busy | measured

const { spawn } = require('node:child_process')
const dgram = require('node:dgram')
const fs = require('node:fs')

const { reap } = require('../..')

const kind = process.argv[2]
const CALLS = 1000

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
  // Until it is compiled, running it allocates too.
  for (let i = 0; i < 10_000; i++) reap()

  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  mark('start')
  for (let i = 0; i < CALLS; i++) reap()
  mark('end')
  const bytes = (process.memoryUsage().heapUsed - before) / CALLS

  for (const child of children) child.kill('SIGKILL')
  for (const socket of sockets) socket.close()
  console.log(JSON.stringify({ bytes }))
}

void main()
