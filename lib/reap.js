'use strict'

const { withCode, incompatibleOptions } = require('./errors')
const { binding } = require('./native')
const validate = require('./validate')
const { decodeAll, decodeAllWithNames } = require('./wait-status')

// The binding's "all there are".
const NO_LIMIT = 2 ** 32 - 1

const OPTIONS = ['max', 'exclude', 'names', 'steal']

// Neither changes while this copy of the module lives: a Worker loads its own.
const isMainThread = binding === null || binding.isMainThread()
const otherRuntime = process.versions.bun ? 'Bun' : process.versions.deno ? 'Deno' : null

/** @param {import('..').ReapOptions} [input] */
function reap(input) {
  const options = validate.options(input, OPTIONS)
  const max =
    options.max === undefined || options.max === Infinity
      ? NO_LIMIT
      : Math.min(validate.integer(options.max, 'options.max', 0, Number.MAX_SAFE_INTEGER), NO_LIMIT)
  const names =
    options.names === undefined ? false : validate.boolean(options.names, 'options.names')
  const steal =
    options.steal === undefined ? false : validate.boolean(options.steal, 'options.steal')
  const exclude =
    options.exclude === undefined ? undefined : validate.pids(options.exclude, 'options.exclude')
  if (steal && exclude !== undefined) throw incompatibleOptions('steal', 'exclude')

  if (binding === null) return []
  if (!isMainThread) throw notMainThread()
  const decode = names ? decodeAllWithNames : decodeAll
  if (steal) return decode(binding.steal(max, names))
  if (otherRuntime !== null) throw unsupportedRuntime(otherRuntime)
  // The one system call of an idle reap(). What it costs to ask libuv comes after it.
  if (!binding.peek()) return []
  return decode(binding.reap(max, names, exclude))
}

function notMainThread() {
  return withCode(
    new Error(
      'reap() was called in a Worker, but the kernel gives orphans to the main thread and a Worker cannot see them. Call it in the main thread',
    ),
    'ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD',
  )
}

/** @param {string} runtime */
function unsupportedRuntime(runtime) {
  return withCode(
    new Error(
      `${runtime} cannot be asked which children it waits for, so reap() could take their exit statuses. ` +
        'Use Node.js, or reap({ steal: true }) if nothing in this process waits for a child',
    ),
    'ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME',
  )
}

module.exports = { reap }
