'use strict'

// Room: which zombies the package takes, and when. `reap()` takes zombies at once. The reaper takes
// them after a quarantine.

const { ALL, binding } = require('../native/binding')
const { requireClaims, requireMainThread } = require('../native/guards')
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
  requireClaims('reap()', ', or reap({ steal: true }) if nothing in this process waits for a child')
  // An idle reap() makes only this system call. Asking libuv costs more, and comes after it.
  if (!binding.peek()) return []
  return decoder(names)(binding.reap(max, names, exclude))
}

/**
 * Loads the decoder of wait statuses, which also tells of the processes.
 *
 * Loads its files only when there is a zombie, so other programs do not pay for them. Loads the
 * files before the zombie is taken: if no file can be opened, the call throws and loses no status.
 * @param {boolean} names whether the decoder reads names too
 */
function decoder(names) {
  const { decodeAll, decodeAllWithNames } = require('./wait-status')
  const { tell } = require('./tell')
  const decode = names ? decodeAllWithNames : decodeAll
  /** @param {Int32Array} flat */
  return (flat) => {
    const reaped = decode(flat)
    tell(reaped)
    return reaped
  }
}

module.exports = { reap }
