'use strict'

// node idle.js CALL LIVING SOCKETS: measures a call with nothing to reap, with LIVING living
// children and SOCKETS open sockets.

const { spawnLiving, endLiving } = require('./living')
const { answer, time } = require('./answer')
const { openSockets } = require('./sockets')

const CALLS = 20_000
const WNOHANG = 1

/** @type {Record<string, () => () => unknown>} */
const calls = {
  'reap()': () => require('../..').reap,

  // The fastest form that koffi offers. With `_Out_ int *` the call takes twice as long.
  koffi() {
    const waitpid = require('koffi').load(null).func('int waitpid(int, void *, int)')
    const status = new Int32Array(1)
    return () => waitpid(-1, status, WNOHANG)
  },

  // The fastest form here too: passing a buffer is slower than passing its address.
  'node:ffi'() {
    const ffi = require('node:ffi')
    const { waitpid } = ffi.dlopen(null, {
      waitpid: { arguments: ['i32', 'pointer', 'i32'], return: 'i32' },
    }).functions
    const status = new Int32Array(1)
    const address = ffi.getRawPointer(status)
    return () => waitpid(-1, address, WNOHANG)
  },
}

async function main() {
  const [call, living, sockets] = process.argv.slice(2)
  const once = calls[call]()
  const children = Array.from({ length: Number(living) }, spawnLiving)
  await openSockets(Number(sockets))
  const round = () => {
    const ns = time(() => {
      for (let i = 0; i < CALLS; i++) once()
    })
    return ns / CALLS
  }
  answer(round, () => endLiving(children))
}

main()
