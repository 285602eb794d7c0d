'use strict'

const { isOutOfDescriptors } = require('../../support/errors')

const ADVICE = 'No more files can be opened. Close files, or raise RLIMIT_NOFILE (ulimit -n)'

/**
 * Adds advice to an error of spawn(). Node's message has only the code of the error.
 * @param {Error} error
 */
function withAdvice(error) {
  if (isOutOfDescriptors(error)) error.message += `. ${ADVICE}`
  return error
}

module.exports = { withAdvice }
