'use strict'

// Controls (C0, DEL, C1), invisible format characters such as the bidi overrides, and the two
// separators that end a line.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * Escapes what a terminal obeys and what a reader cannot see. Whatever another process chose, such
 * as its name or its arguments, goes through here before it is printed.
 *
 * The escapes are those of JSON: printable JSON is still the same JSON.
 * @param {string} text
 * @returns {string} one line
 */
function printable(text) {
  return text.replaceAll(HIDDEN, (character) =>
    // One escape for each UTF-16 code unit, as in JSON.
    character.split('').map(escape).join(''),
  )
}

/** @param {string} unit */
function escape(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

module.exports = { printable }
