'use strict'

// How this Node was started, byte for byte.

const path = require('node:path')

const fs = require('../support/fs')

/**
 * Everything behind the name of the program: options of Node, script and arguments.
 *
 * From the kernel, since `execArgv` and `argv` have lost a `--` between them, and whatever is no
 * UTF-8. But it need not be there: a title (`--title`, `process.title`) is written over that memory,
 * and /proc may not be mounted. Then they have to do, with a `--` that is right in any case.
 * @returns {Buffer[]}
 */
function nodeArguments() {
  // Loaded here: the command zombie-init does not need it, and runs in Bun and Deno too.
  const { isSea } = require('node:sea')
  if (isSea()) return applicationArguments()
  const known = [...process.execArgv, ...process.argv.slice(1)]
  const [name, ...given] = commandLine()
  const texts = given.map(String)
  if (String(name) === process.argv0 && (agrees(texts, known) || agrees(without(texts), known))) {
    return withScript(given)
  }
  return [...process.execArgv, '--', ...process.argv.slice(1)].map((text) => Buffer.from(text))
}

/**
 * Those of a single-executable application, which has no script among them. It may have options of
 * Node in front that `argv` has lost (`execArgvExtension: "cli"`).
 */
function applicationArguments() {
  const [name, ...given] = commandLine()
  return String(name) === process.argv0 && endsAsKnown(given) ? given : knownArguments()
}

/**
 * The arguments of the script.
 * @returns {Buffer[]}
 */
function scriptArguments() {
  const known = knownArguments()
  const given = commandLine().slice(-known.length)
  return given.length === known.length && endsAsKnown(given) ? given : known
}

/** @returns {Buffer[]} */
function knownArguments() {
  return process.argv.slice(2).map((text) => Buffer.from(text))
}

/** @param {Buffer[]} given */
function endsAsKnown(given) {
  const known = process.argv.slice(2)
  const start = given.length - known.length
  return start >= 0 && known.every((text, index) => String(given[start + index]) === text)
}

/** @returns {Buffer[]} what the kernel has of it; empty without /proc */
function commandLine() {
  let bytes
  try {
    bytes = fs.readFileSync('/proc/self/cmdline')
  } catch {
    return []
  }
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

/**
 * With the absolute name of the script, where a `process.chdir()` has made the relative one that of
 * another file or of none.
 * @param {Buffer[]} given
 */
function withScript(given) {
  const [, script, ...rest] = process.argv
  if (script === undefined) return given
  const index = given.length - rest.length - 1
  const text = String(given[index])
  if (text === script || path.resolve(text) === script) return given
  return given.with(index, Buffer.from(script))
}

module.exports = { nodeArguments, scriptArguments }
