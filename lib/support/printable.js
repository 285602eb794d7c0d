'use strict'

// Control characters (C0, DEL, C1), invisible format characters such as the bidi overrides, and the
// two separators that end a line.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * Escapes characters that a terminal obeys or that a reader cannot see. Text that another process
 * chose, such as its name or arguments, must pass through here before it is printed.
 *
 * Uses the escapes of JSON, so JSON text keeps its meaning.
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
