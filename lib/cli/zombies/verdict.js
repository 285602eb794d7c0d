'use strict'

// Who must act against a group of zombies, and how.

const path = require('node:path')

const { commandText, cut } = require('../frame/layout')

// Enough to recognise a program. Its whole command line is beside it.
const NAME_WIDTH = 30

/** @typedef {import('./groups').Group} Group */
/** @typedef {{ verdict: 'init-helps' | 'mend-parent' | 'end-tracer' | 'look-outside' | 'transient', text: string }} Verdict */

const TRANSIENT = 'transient: nothing to do'

/**
 * @param {Group} group
 * @returns {Verdict}
 */
function verdictOn({ reaper, stays, culprit }) {
  if (!stays) return { verdict: 'transient', text: TRANSIENT }
  const who = culprit === null ? '' : `PID ${culprit.pid} (${shortName(culprit)})`
  switch (reaper) {
    case 'pid1':
      return {
        verdict: 'init-helps',
        text:
          culprit === null || culprit.pid === 1
            ? 'an init helps: `docker run --init`, or startReaper() in PID 1'
            : `PID ${culprit.pid} is PID 1 of another container: an init there helps`,
      }
    case 'parent':
      return { verdict: 'mend-parent', text: `no init helps: mend or end ${who}` }
    case 'tracer':
      return { verdict: 'end-tracer', text: `end the tracer, ${who}` }
    case 'outside':
      return {
        verdict: 'look-outside',
        text: 'the parent is in another PID namespace: look there, on the host',
      }
    default:
      return { verdict: 'transient', text: TRANSIENT }
  }
}

/**
 * The command line without the folder of the program, cut.
 * @param {NonNullable<Group['culprit']>} culprit
 */
function shortName({ name, argv: [program = '', ...args] }) {
  const argv = program === '' ? [] : [path.basename(program), ...args]
  return cut(commandText({ name, argv }), NAME_WIDTH)
}

module.exports = { verdictOn }
