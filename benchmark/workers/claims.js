'use strict'

// bun claims.js SOCKETS: measures reap() of one zombie in a process with SOCKETS open sockets.

const assert = require('node:assert')

const { makeZombie, reap } = require('../..')
const { answer, time } = require('./answer')
const { openSockets } = require('./sockets')

const opened = openSockets(Number(process.argv[2]))

answer(async () => {
  await opened
  makeZombie()
  let taken = 0
  const ns = time(() => {
    taken = reap().length
  })
  assert.equal(taken, 1)
  return ns
})
