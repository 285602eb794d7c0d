'use strict'

// Room: which zombies are taken, and when. `reap()` takes zombies at once, the reaper after a
// quarantine.

const { ALL, binding } = require('../native/binding')
const { requireMainThread, requireNode } = require('../native/guards')
const { incompatibleOptions } = require('../support/errors')
const validate = require('../support/validate')

const OPTIONS = ['max', 'exclude', 'names', 'steal']

/** @param {import('../..').ReapOptions} [input] */
function reap(input) {
  const options = validate.options(input, OPTIONS)
  const max =
    options.max === Infinity
      ? ALL
      : Math.min(validate.integer(options.max, 'options.max', 0, Number.MAX_SAFE_INTEGER, ALL), ALL)
  const names = validate.boolean(options.names, 'options.names', false)
  const steal = validate.boolean(options.steal, 'options.steal', false)
  const exclude =
    options.exclude === undefined ? undefined : validate.pidsOf(options.exclude, 'options.exclude')
  if (steal && exclude !== undefined) throw incompatibleOptions('steal', 'exclude')

  if (binding === null) return []
  requireMainThread('reap()')
  if (steal) return decoder(names)(binding.steal(max, names))
  requireNode('reap()', ', or reap({ steal: true }) if nothing in this process waits for a child')
  // The one system call of an idle reap(). What it costs to ask libuv comes after it.
  if (!binding.peek()) return []
  return decoder(names)(binding.reap(max, names, exclude))
}

/**
 * Its file is loaded when there is first something to reap, so that it costs other programs nothing; and
 * before that is taken: when it cannot be loaded, since no file can be opened any more, nothing is lost.
 * @param {boolean} names
 */
function decoder(names) {
  const { decodeAll, decodeAllWithNames } = require('./wait-status')
  return names ? decodeAllWithNames : decodeAll
}

module.exports = { reap }
