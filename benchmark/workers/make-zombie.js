'use strict'

// node make-zombie.js nothing|objects|buffer: measures makeZombie() with 1 GiB of that memory in
// use.

const { makeZombie, reap } = require('../..')
const { answer, time } = require('./answer')

const GIB = 2 ** 30
const CALLS = 200

// Each function writes to the memory, so the kernel really maps every page.
/** @type {Record<string, () => unknown>} */
const fill = {
  nothing: () => null,

  objects() {
    const heap = []
    while (process.memoryUsage().heapUsed < GIB) {
      heap.push(Array.from({ length: 100_000 }, (_, index) => ({ index, list: [index] })))
    }
    return heap
  },

  buffer: () => Buffer.alloc(GIB, 1),
}

const used = fill[process.argv[2]]()

function round() {
  const ns = time(() => {
    for (let i = 0; i < CALLS; i++) makeZombie()
  })
  reap()
  return ns / CALLS
}

// Keeps the memory referenced until the end.
answer(round, () => used)
