'use strict'

/** Why a button does nothing now. The page has a text for each code. */
class Refusal extends Error {
  /**
   * @param {string} code
   * @param {Record<string, unknown>} [values] of the text
   */
  constructor(code, values = {}) {
    super(code)
    this.code = code
    this.values = values
  }
}

module.exports = { Refusal }
