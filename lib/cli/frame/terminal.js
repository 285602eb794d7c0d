'use strict'

const { styleText } = require('node:util')

/**
 * @typedef {object} Terminal
 * @property {(line?: string) => void} print
 * @property {(style: Style, text: string) => string} paint
 * @property {number} width
 * @property {number} height
 * @property {boolean} isTerminal
 */

/** @typedef {'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'} Style */

// For output that is no terminal.
const WIDTH = 80
const HEIGHT = 24

/**
 * Describes an output. Its colours follow Node's own rules: NO_COLOR, FORCE_COLOR and TERM.
 * @param {NodeJS.WriteStream} stream
 * @returns {Terminal}
 */
function terminal(stream) {
  const isTerminal = Boolean(stream.isTTY)
  const hasColors = isTerminal && Boolean(stream.hasColors?.())
  return {
    print: (line = '') => stream.write(`${line}\n`),
    paint: (style, text) => (hasColors ? colored(style, text) : text),
    width: isTerminal && stream.columns > 0 ? stream.columns : WIDTH,
    height: isTerminal && stream.rows > 0 ? stream.rows : HEIGHT,
    isTerminal,
  }
}

/**
 * @param {Style} style
 * @param {string} text
 * @returns {string}
 */
function colored(style, text) {
  // By itself, styleText() of Node 22 checks process.stdout, and the stream may be another one.
  return /** @type {Function} */ (styleText)(style, text, { validateStream: false })
}

module.exports = { terminal }
