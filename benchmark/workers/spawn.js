'use strict'

// node spawn.js with | without: measures how long 200 children take, eight at a time.

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { startReaper } = require('../..')
const { answer } = require('./answer')

if (process.argv[2] === 'with') startReaper()

answer(async () => {
  let left = 200
  const start = process.hrtime.bigint()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (left-- > 0) await once(spawn('/bin/true', { stdio: 'ignore' }), 'exit')
    }),
  )
  return Number(process.hrtime.bigint() - start)
})
