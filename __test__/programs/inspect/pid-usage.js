'use strict'

// Makes some zombies, prints pidUsage() before and after, and then makes zombies until no more
// processes can be started, which is to be after as many as it said.
//
//   node pid-usage.js ZOMBIES

const { makeZombie, pidUsage, reap } = require('../../..')

/** @param {number} count */
function make(count) {
  let made = 0
  try {
    for (; made < count; made++) makeZombie()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EAGAIN') throw error
  }
  return made
}

const zombies = Number(process.argv[2])
// Whatever starts its threads late has started them now.
const before = pidUsage()
make(zombies)
const usage = pidUsage()
const made = make(10_000)
const full = pidUsage()
reap()
console.log(JSON.stringify({ before, usage, made, full, after: pidUsage() }))
