'use strict'

// Text for a terminal of any width.

const { printable } = require('../../support/printable')

/**
 * Breaks a text into lines at blanks. Breaks a longer word anywhere.
 * @param {string} text
 * @param {number} width
 * @param {string} [indent] before each line
 * @returns {string[]}
 */
function wrap(text, width, indent = '') {
  const room = roomFor(width, indent)
  const words = text.split(' ').flatMap((word) => chunks(word, room))
  return fill(words, room).map((line) => indent + line)
}

/**
 * Breaks a text into lines at blanks, and never in a command in backticks: a user pastes it. Such a
 * line may be longer than the width, so the text must not come from a process.
 * @param {string} text
 * @param {number} width
 * @param {string} [indent] before each line
 * @returns {string[]}
 */
function wrapAdvice(text, width, indent = '') {
  const words = text.match(/(?:`[^`]*`|[^ ])+/g) ?? []
  return fill(words, roomFor(width, indent)).map((line) => indent + line)
}

/**
 * @param {number} width
 * @param {string} indent
 */
function roomFor(width, indent) {
  return Math.max(10, width - indent.length)
}

/**
 * @param {string[]} words
 * @param {number} room
 */
function fill(words, room) {
  const lines = []
  let line = ''
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || length(longer) <= room) {
      line = longer
      continue
    }
    lines.push(line)
    line = word
  }
  return [...lines, line]
}

/**
 * Cuts a text that is longer than the width. An ellipsis shows the cut.
 * @param {string} text
 * @param {number} width
 */
function cut(text, width) {
  return length(text) <= width ? text : `${[...text].slice(0, width - 1).join('')}…`
}

/** @param {string} text */
function length(text) {
  return [...text].length
}

/**
 * @param {string} word
 * @param {number} size
 */
function chunks(word, size) {
  const characters = [...word]
  const parts = []
  do parts.push(characters.splice(0, size).join(''))
  while (characters.length > 0)
  return parts
}

/**
 * @param {number} number
 * @param {string} noun
 */
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/**
 * @param {number} ms
 * @returns {string} one number and its unit, such as "3 min"
 */
function duration(ms) {
  const seconds = Math.max(0, ms / 1000)
  for (const [unit, size] of /** @type {const} */ ([
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
  ])) {
    if (seconds >= size) return `${Math.floor(seconds / size)} ${unit}`
  }
  return `${Math.floor(seconds)} s`
}

/**
 * @param {{ name?: string | null, argv?: string[] }} process
 * @returns {string} the command line, or the name of a process without one
 */
function commandText({ name, argv = [] }) {
  const text = argv.join(' ').trim()
  return printable(text === '' ? (name ?? 'unknown') : text)
}

/**
 * Names of processes are in the JSON too, and a terminal may show it.
 * @param {unknown} value
 */
function jsonText(value) {
  return printable(JSON.stringify(value))
}

module.exports = { commandText, count, cut, duration, jsonText, wrap, wrapAdvice }
