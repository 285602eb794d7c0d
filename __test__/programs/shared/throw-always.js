'use strict'

// To be preloaded: a package where everything fails.

function fail() {
  throw Object.assign(new Error('broken on purpose'), { code: 'EBROKEN' })
}

Object.assign(require('../../..'), { reap: fail, makeZombie: fail })
