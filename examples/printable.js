'use strict'

// Controls (C0, DEL, C1), invisible format characters such as the bidi overrides, and the two line
// separators.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * Escapes, as JSON does, every character that a terminal would obey. A process chooses its name and
 * its arguments, so both may contain such characters.
 * @param {string} text
 * @returns {string} one line
 */
function printable(text) {
  return text.replaceAll(HIDDEN, (character) => character.split('').map(escape).join(''))
}

/** @param {string} unit a UTF-16 code unit */
function escape(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

module.exports = { printable }
