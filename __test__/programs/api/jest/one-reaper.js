'use strict'

const { EventEmitter } = require('node:events')

const { expect } = require('@jest/globals')
const { isSubreaper, startReaper } = require('zombie-reaper')

// All test files in this process share this set.
const home = /** @type {{ reapers?: Set<unknown> }} */ (/** @type {unknown} */ (EventEmitter))
const reapers = (home.reapers ??= new Set())

function expectOneReaper() {
  reapers.add(startReaper())
  expect(reapers.size).toBe(1)
  expect(isSubreaper()).toBe(true)
}

module.exports = { expectOneReaper }
