'use strict'

const { makeZombie } = require('./lib/make-zombie')
const { binding } = require('./lib/native')
const { reap } = require('./lib/reap')
const { installSubreaper, isSubreaper } = require('./lib/subreaper')

// Bare names, so that Node finds them as the named exports of an `import` (cjs-module-lexer).
const isSupported = binding !== null

module.exports = { isSupported, makeZombie, reap, installSubreaper, isSubreaper }
