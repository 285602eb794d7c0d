'use strict'

const { PATIENCE } = require('../../cli/zombies/look')
const { verdictOn } = require('../../cli/zombies/verdict')
const { isFirst } = require('../../proc/pid-namespace')
const { once } = require('./once')

/** Returns a function with the verdict of `ps` on a zombie that has been seen for `age` ms. */
function verdictsOf() {
  const isFirstOf = once(isFirst)
  return (
    /** @type {import('../../..').ZombieInfo} */ { reaper, ppid },
    /** @type {number} */ age,
  ) => {
    const stays = age >= PATIENCE
    const helps = stays && reaper === 'parent' && isFirstOf(ppid)
    const who = helps ? 'pid1' : reaper
    return verdictOn({ reaper: who, stays, culprit: null, zombies: [] }).verdict
  }
}

module.exports = { verdictsOf }
