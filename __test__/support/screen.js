'use strict'

/**
 * A terminal that remembers its lines. Painted text is "<style:text>".
 * @param {{ width?: number, height?: number, isTerminal?: boolean }} [options]
 */
function screen({ width = 80, height = 24, isTerminal = false } = {}) {
  /** @type {string[]} */
  const lines = []
  return {
    lines,
    print: (line = '') => void lines.push(line),
    paint: (/** @type {string} */ style, /** @type {string} */ text) => `<${style}:${text}>`,
    width,
    height,
    isTerminal,
  }
}

module.exports = { screen }
