'use strict'

// A preload that is zombie-reaper/init, while one call fails.

const fs = require('node:fs')
const { createRequire } = require('node:module')
const { compileFunction } = require('node:vm')

const { begin, end } = require('./line')

if (process.pid === 1) {
  // Node reads the entry before the fault begins. If it cannot, no code of the package runs.
  const filename = require.resolve('../../init')
  const entry = compileFunction(fs.readFileSync(filename, 'utf8'), ['require'], { filename })
  begin(BigInt(process.env.FAULT ?? '0'))
  try {
    entry(createRequire(filename))
  } finally {
    end()
  }
}
