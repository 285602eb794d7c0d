'use strict'

// Calls reap() with nothing to reap, between two marks that a trace of system calls shows. Prints
// how many bytes of heap each call took.
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
  // Until it is compiled V8 makes system calls of its own.
  for (let i = 0; i < 10_000; i++) reap()
  mark('start')
  for (let i = 0; i < 1000; i++) reap()
  mark('end')

  for (const child of children) child.kill('SIGKILL')
  for (const socket of sockets) socket.close()
  console.log(JSON.stringify({ bytes: kind === 'measured' ? bytesACall() : 0 }))
}

/**
 * What most of several rounds took. Until it is compiled by the best of V8's compilers, which Node 26
 * takes its time for, running it allocates too; and now and then V8 frees something in the background.
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
