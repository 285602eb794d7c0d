'use strict'

// Makes ZOMBIES zombies and prints pidUsage() before and after. Then makes zombies until no process
// can start any more. The number of these must equal the reported headroom.
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
// A part of Node that starts its threads late has started them by now.
const before = pidUsage()
make(zombies)
const usage = pidUsage()
const made = make(10_000)
const full = pidUsage()
reap()
console.log(JSON.stringify({ before, usage, made, full, after: pidUsage() }))
