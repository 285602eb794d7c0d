'use strict'

/**
 * Says what is wrong with an error: it must have a code, and say what has failed. An interrupted
 * call has not failed, and is made again, unless a filter refuses it each time.
 * @param {unknown} error
 * @param {import('../calls').Fault | null} [fault]
 * @returns {string[]}
 */
function unclear(error, fault) {
  const { code, message, stack } = /** @type {NodeJS.ErrnoException} */ (error)
  const isInterruption = code === 'EINTR' && !fault?.lasting
  if (typeof code === 'string' && code !== '' && !isInterruption && message.length > 10) return []
  return [`an unclear error: ${stack}`]
}

module.exports = { unclear }
