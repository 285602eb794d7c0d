'use strict'

// Makes zombies until the PID limit is reached. The caller sets the limit.

const { installSubreaper, makeZombie, reap } = require('../../..')
const { zombiesOf } = require('../../support/process-table')

/** @param {import('../../..').MakeZombieOptions} options */
function makeUntilFull(options) {
  for (let made = 0; ; made++) {
    try {
      makeZombie(options)
    } catch (error) {
      const { code, errno, syscall, message } = /** @type {NodeJS.ErrnoException} */ (error)
      return { made, error: { code, errno, syscall, message } }
    }
  }
}

installSubreaper()
const { made, error } = makeUntilFull({})
reap({ max: 1 })
const { made: orphans, error: orphanError } = makeUntilFull({ orphan: true })
const orphanLeft = zombiesOf(process.pid).length - (made - 1)
const reaped = 1 + reap().length
const works = makeZombie({ orphan: true }) > 0
console.log(JSON.stringify({ made, error, orphans, orphanError, orphanLeft, reaped, works }))
