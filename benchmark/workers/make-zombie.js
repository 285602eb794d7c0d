'use strict'

// node make-zombie.js nothing|objects|buffer: makeZombie() with a GiB of that in use.

const { makeZombie, reap } = require('../..')
const { answer, time } = require('./answer')

const GIB = 2 ** 30
const CALLS = 200

// Written to, so that every page is really there.
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

// Holds on to what is used until the end.
answer(round, () => used)
