'use strict'

/**
 * One thing that has happened in the kernel or in libuv.
 * @typedef {object} Step
 * @property {string} source the man page, or the function of libuv or of the package
 * @property {string} key of the text, which is in the texts of the page
 * @property {Record<string, unknown>} values of the text
 */

/**
 * @param {string} source
 * @param {string} key
 * @param {Record<string, unknown>} [values]
 * @returns {Step}
 */
function step(source, key, values = {}) {
  return { source, key, values }
}

/** How many processes get a step each. */
const FEW = 3

/**
 * @param {readonly import('../..').ReapedProcess[]} reaped
 * @returns {Step[]} how they were reaped
 */
function reapedSteps(reaped) {
  if (reaped.length > FEW) {
    const pids = reaped.map(({ pid }) => pid).join(', ')
    return [step('wait(2)', 'reapedMany', { count: reaped.length, pids })]
  }
  return reaped.map(({ pid, exitCode, signal }) =>
    signal === null
      ? step('wait(2)', 'reapedCode', { pid, code: exitCode })
      : step('wait(2)', 'reapedSignal', { pid, signal }),
  )
}

module.exports = { reapedSteps, step }
