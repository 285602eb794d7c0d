'use strict'

// Preloaded: replaces the package by one in which every function throws.

function fail() {
  throw Object.assign(new Error('broken on purpose'), { code: 'EBROKEN' })
}

Object.assign(require('../../..'), { reap: fail, makeZombie: fail })
