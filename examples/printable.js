'use strict'

// Controls (C0, DEL, C1), invisible format characters such as the bidi overrides, and the two
// separators that end a line.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * A process chooses its name and its arguments. This escapes what a terminal would obey in them,
 * with the escapes of JSON.
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
