'use strict'

// What the copies of this package share. Loads nothing else of the package.

const assert = require('node:assert/strict')
const { EventEmitter } = require('node:events')
const { test } = require('node:test')

const file = require.resolve('../../lib/support/shared')
const KEY = Symbol.for('zombie-reaper')

/** @returns {typeof import('../../lib/support/shared')} another copy of the module */
function load() {
  delete require.cache[file]
  return require(file)
}

test('copies share one state, which is empty at first and which nobody else sees', () => {
  const keys = Reflect.ownKeys(EventEmitter)
  const state = load().shared()
  assert.deepEqual(
    { ...state, meters: undefined },
    {
      layout: 1,
      ledger: new Map(),
      lastSighting: -Infinity,
      subscribers: new Set(),
      sigchld: undefined,
      reaper: undefined,
      meters: undefined,
    },
  )
  assert.ok(state.meters instanceof WeakMap)
  assert.equal(load().shared(), state)
  assert.deepEqual(Reflect.ownKeys(EventEmitter), [...keys, KEY])
  assert.deepEqual(Object.getOwnPropertyDescriptor(EventEmitter, KEY), {
    value: state,
    writable: false,
    enumerable: false,
    configurable: false,
  })
})

test('a copy with another layout is refused, with the cure', () => {
  const state = load().shared()
  const { layout } = state
  state.layout = layout + 1
  const message =
    'This process has loaded two versions of zombie-reaper that cannot work together. Find both with `npm ls zombie-reaper`, and install only one version'
  assert.throws(load().shared, { code: 'ERR_ZOMBIE_REAPER_OTHER_VERSION', message })
  state.layout = layout
})
