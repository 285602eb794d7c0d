'use strict'

const { incompatibleOptions } = require('./errors')
const { requireMainThread, requireNode } = require('./main-thread')
const { ALL, binding } = require('./native')
const validate = require('./validate')

const OPTIONS = ['max', 'exclude', 'names', 'steal']

/** @param {import('..').ReapOptions} [input] */
function reap(input) {
  const options = validate.options(input, OPTIONS)
  const max =
    options.max === Infinity
      ? ALL
      : Math.min(validate.integer(options.max, 'options.max', 0, Number.MAX_SAFE_INTEGER, ALL), ALL)
  const names = validate.boolean(options.names, 'options.names', false)
  const steal = validate.boolean(options.steal, 'options.steal', false)
  const exclude =
    options.exclude === undefined ? undefined : validate.pids(options.exclude, 'options.exclude')
  if (steal && exclude !== undefined) throw incompatibleOptions('steal', 'exclude')

  if (binding === null) return []
  requireMainThread('reap()')
  if (steal) return decoded(binding.steal(max, names), names)
  requireNode('reap()', ', or reap({ steal: true }) if nothing in this process waits for a child')
  // The one system call of an idle reap(). What it costs to ask libuv comes after it.
  if (!binding.peek()) return []
  return decoded(binding.reap(max, names, exclude), names)
}

/**
 * Its file is loaded when something was first reaped, which costs a program that only loads us nothing.
 * @param {Int32Array} flat
 * @param {boolean} names
 */
function decoded(flat, names) {
  const { decodeAll, decodeAllWithNames } = require('./wait-status')
  return names ? decodeAllWithNames(flat) : decodeAll(flat)
}

module.exports = { reap }
