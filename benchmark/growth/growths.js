'use strict'

// How the cost of each call must grow, and why.

/**
 * @typedef {object} Growth
 * @property {keyof typeof import('./calls').calls} call
 * @property {keyof typeof import('./scenes').scenes} dimension
 * @property {number} expected the exponent k in the cost a + b·n^k; 0 if the cost does not grow
 * @property {string} because
 */

const VISITS_CHILDREN = 'wait(2) visits each child of the thread'
const VISITS_HANDLES = 'uv_walk() visits each handle of the loop'
const EACH_ZOMBIE = 'a system call or more for each zombie'
const READS_PROC = 'it reads /proc of each process'
const NOT_ASKED = 'it asks nothing of these'

/** @type {Growth[]} */
const GROWTHS = [
  ...grow('reap(), nothing to reap', [
    ['living children', 1, VISITS_CHILDREN],
    ['processes', 0, NOT_ASKED],
    ['threads', 0, NOT_ASKED],
    ['descriptors', 0, NOT_ASKED],
    ['handles', 0, 'it looks for a zombie before it asks libuv'],
  ]),
  ...grow('reap() of all', [['zombies to reap', 1, EACH_ZOMBIE]]),
  ...grow('reap() of all, beside an owned child', [['zombies to reap', 1, EACH_ZOMBIE]]),
  ...grow('reap() of one', [
    ['living children', 1, 'a system call for each child'],
    ['owned children', 1, 'a system call for each child'],
    ['processes', 0, NOT_ASKED],
    ['descriptors', 0, NOT_ASKED],
    ['handles', 1, VISITS_HANDLES],
  ]),
  ...grow('reap() of ten', [['threads', 1, 'it asks what each thread does']]),
  ...grow('startReaper(), until all are reaped', [['zombies to reap', 1, EACH_ZOMBIE]]),
  ...grow('reapOrphans() of all', [['zombies to reap', 1, EACH_ZOMBIE]]),
  ...grow('reapOrphans() of one', [['living children', 1, 'a system call for each child']]),
  ...grow('zombies()', [
    ['zombies', 1, EACH_ZOMBIE],
    ['processes', 1, READS_PROC],
    ['threads', 0, NOT_ASKED],
    ['descriptors', 0, NOT_ASKED],
  ]),
  ...grow('orphans()', [
    ['living children', 1, 'it reads /proc of each child'],
    ['processes', 0, NOT_ASKED],
  ]),
  ...grow('pidUsage()', [
    ['zombies', 1, READS_PROC],
    ['processes', 1, READS_PROC],
    ['descriptors', 0, NOT_ASKED],
  ]),
  ...grow('createJob()', [['processes', 0, NOT_ASKED]]),
  ...grow('job.processes()', [
    ['processes', 1, READS_PROC],
    ['members', 1, READS_PROC],
  ]),
  ...grow('job.close()', [['members to end', 1, 'a signal and a wait for each member']]),
  ...grow('makeZombie()', [
    ['living children', 0, NOT_ASKED],
    ['descriptors', 0, NOT_ASKED],
  ]),
  ...grow('installSubreaper()', [
    ['living children', 1, 'prctl(2) visits each child'],
    ['processes', 0, NOT_ASKED],
  ]),
  ...grow('isSubreaper()', [['living children', 0, NOT_ASKED]]),
]

/**
 * @param {Growth['call']} call
 * @param {[Growth['dimension'], number, string][]} rows
 * @returns {Growth[]}
 */
function grow(call, rows) {
  return rows.map(([dimension, expected, because]) => ({ call, dimension, expected, because }))
}

module.exports = { GROWTHS }
