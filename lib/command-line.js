'use strict'

// How this Node was started, byte for byte.

const fs = require('node:fs')

/**
 * Everything behind the name of the program: options of Node, script and arguments.
 *
 * From the kernel, since `execArgv` and `argv` have lost a `--` between them, and whatever is no
 * UTF-8. But a title (`--title`, `process.title`) is written over that memory: then they have to do,
 * with a `--` that is right in any case.
 * @returns {Buffer[]}
 */
function nodeArguments() {
  const known = [...process.execArgv, ...process.argv.slice(1)]
  const [name, ...given] = split(fs.readFileSync('/proc/self/cmdline'))
  const texts = given.map(String)
  if (String(name) === process.argv0 && (agrees(texts, known) || agrees(without(texts), known))) {
    return given
  }
  return [...process.execArgv, '--', ...process.argv.slice(1)].map((text) => Buffer.from(text))
}

/**
 * The last arguments of this Node.
 * @param {number} count
 * @returns {Buffer[]}
 */
function lastArguments(count) {
  return count === 0 ? [] : split(fs.readFileSync('/proc/self/cmdline')).slice(-count)
}

/** @param {Buffer} bytes with a NUL behind each argument */
function split(bytes) {
  const parts = []
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0, start)
    parts.push(bytes.subarray(start, end === -1 ? bytes.length : end))
    start = end === -1 ? bytes.length : end + 1
  }
  return parts
}

/**
 * All but the name of the script, which Node has made absolute.
 * @param {string[]} texts
 * @param {string[]} known
 */
function agrees(texts, known) {
  const script = process.execArgv.length
  return (
    texts.length === known.length &&
    texts.every((text, index) => text === known[index] || (index === script && text !== ''))
  )
}

/**
 * Less the first `--`.
 * @param {string[]} texts
 */
function without(texts) {
  const index = texts.indexOf('--')
  return index === -1 ? texts : texts.toSpliced(index, 1)
}

module.exports = { lastArguments, nodeArguments }
