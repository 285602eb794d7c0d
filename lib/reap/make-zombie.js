'use strict'

const { binding } = require('../native/binding')
const { withCode, incompatibleOptions } = require('../support/errors')
const { deadlySignal } = require('../support/signals')
const validate = require('../support/validate')
const { isSubreaper } = require('./subreaper')

const OPTIONS = ['exitCode', 'signal', 'orphan']

/** @param {import('../..').MakeZombieOptions} [input] */
function makeZombie(input) {
  const options = validate.options(input, OPTIONS)
  const code = validate.integer(options.exitCode, 'options.exitCode', 0, 255, 0)
  const signal = options.signal === undefined ? 0 : deadlySignal(options.signal, 'options.signal')
  const orphan = validate.boolean(options.orphan, 'options.orphan', false)
  if (options.exitCode !== undefined && options.signal !== undefined)
    throw incompatibleOptions('exitCode', 'signal')

  if (binding === null) throw unsupportedPlatform()
  if (orphan && process.pid !== 1 && !isSubreaper()) throw notReaper()
  return binding.makeZombie(code, signal, orphan)
}

function unsupportedPlatform() {
  return withCode(
    new Error(`makeZombie() works on Linux only, and this is ${process.platform}`),
    'ERR_UNSUPPORTED_PLATFORM',
  )
}

function notReaper() {
  return withCode(
    new Error(
      'makeZombie({ orphan: true }) works only in a process that adopts orphans, and this process is neither PID 1 nor a subreaper. Call installSubreaper() first',
    ),
    'ERR_ZOMBIE_REAPER_NOT_REAPER',
  )
}

module.exports = { makeZombie }
