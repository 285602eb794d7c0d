'use strict'

// Loads first, before the application can fake any clock or timer.
require('./lib/loop/clocks')
const { binding } = require('./lib/native/binding')
const { findInit } = require('./lib/native/platform-package')
const { reap } = require('./lib/reap/reap')

const isSupported = binding !== null
const initPath = findInit()

// The first call of a function loads its file: loading takes time, and few programs need every
// file. The functions have names, so Node finds them as the named exports of an `import`
// (cjs-module-lexer).

/** @param {import('.').MakeZombieOptions} [options] */
function makeZombie(options) {
  return require('./lib/reap/make-zombie').makeZombie(options)
}

/** @param {boolean} [enable] */
function installSubreaper(enable) {
  return require('./lib/reap/subreaper').installSubreaper(enable)
}

/** @param {unknown} [options] refused: the function takes none */
function isSubreaper(options) {
  return require('./lib/reap/subreaper').isSubreaper(options)
}

/** @param {import('.').ReaperOptions} [options] */
function startReaper(options) {
  return require('./lib/reap/reaper').startReaper(options)
}

/** @param {import('.').ReapOrphansOptions} [options] */
async function reapOrphans(options) {
  return require('./lib/reap/reap-orphans').reapOrphans(options)
}

/** @param {unknown} [options] refused: the function takes none */
function createJob(options) {
  return require('./lib/job/job').createJob(options)
}

/** @param {unknown} [options] refused: the function takes none */
function orphans(options) {
  return require('./lib/inspect/orphans').orphans(options)
}

/** @param {unknown} [options] refused: the function takes none */
function zombies(options) {
  return require('./lib/inspect/zombies').zombies(options)
}

/** @param {unknown} [options] refused: the function takes none */
function pidUsage(options) {
  return require('./lib/inspect/pid-usage').pidUsage(options)
}

module.exports = {
  isSupported,
  makeZombie,
  reap,
  installSubreaper,
  isSubreaper,
  startReaper,
  reapOrphans,
  createJob,
  orphans,
  zombies,
  pidUsage,
  initPath,
}
