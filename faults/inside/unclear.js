'use strict'

/**
 * Says what is wrong with an error: it must have a code, and say what has failed. An interrupted
 * call has not failed, and is made again.
 * @param {unknown} error
 * @returns {string[]}
 */
function unclear(error) {
  const { code, message, stack } = /** @type {NodeJS.ErrnoException} */ (error)
  if (typeof code === 'string' && code !== '' && code !== 'EINTR' && message.length > 10) return []
  return [`an unclear error: ${stack}`]
}

module.exports = { unclear }
