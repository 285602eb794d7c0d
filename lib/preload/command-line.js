'use strict'

// The command line of this process, byte for byte.

const path = require('node:path')

const { splitBytes } = require('../proc/argv')
const fs = require('../support/fs')
const { runtime } = require('../support/runtime')

/**
 * Returns everything after the name of the program: options of Node, script and arguments.
 *
 * Reads them from the kernel: `execArgv` and `argv` lose a `--` between them, and bytes that are
 * not UTF-8. The kernel's copy may be missing: a title (`--title`, `process.title`) overwrites that
 * memory, and /proc may not be mounted. Then uses `execArgv` and `argv`, with a `--` between them,
 * which is always correct.
 * @returns {Buffer[]}
 */
function nodeArguments() {
  // Loaded here: the command zombie-init does not need the module, and runs in Bun and Deno too.
  const { isSea } = require('node:sea')
  if (isSea()) return applicationArguments()
  const known = [...process.execArgv, ...process.argv.slice(1)]
  const given = commandLine().slice(1)
  const texts = given.map(String)
  if (agrees(texts, known) || agrees(without(texts), known)) return withScript(given)
  return [...process.execArgv, '--', ...process.argv.slice(1)].map((text) => Buffer.from(text))
}

/**
 * Returns the arguments of a single-executable application. They contain no script. They may start
 * with options of Node that `argv` has lost (`execArgvExtension: "cli"`).
 */
function applicationArguments() {
  const [name, ...given] = commandLine()
  return String(name) === process.argv0 && endsAsKnown(given) ? given : knownArguments()
}

/**
 * Returns the arguments of the script.
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

/** @returns {Buffer[]} the command line that the kernel has; empty without /proc */
function commandLine() {
  // Deno's own fs reads files of /proc only with `--allow-all`.
  const binding = runtime === 'Deno' ? require('../native/binding').binding : null
  try {
    return splitBytes(binding?.ownCommandLine() ?? fs.readFileSync('/proc/self/cmdline'))
  } catch {
    return []
  }
}

/**
 * Whether two command lines are equal. Ignores the name of the script, which Node has made
 * absolute.
 * @param {string[]} texts
 * @param {string[]} known
 */
function agrees(texts, known) {
  const script = process.execArgv.length
  return (
    texts.length === known.length &&
    // A title leaves empty texts behind it.
    texts.every((text, index) => text === known[index] || (index === script && text !== ''))
  )
}

/**
 * Removes the first `--`.
 * @param {string[]} texts
 */
function without(texts) {
  const index = texts.indexOf('--')
  return index === -1 ? texts : texts.toSpliced(index, 1)
}

/**
 * Inserts the absolute name of the script if its relative name no longer leads to it. After a
 * `process.chdir()` the relative name may mean another file, or no file.
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

module.exports = { commandLine, endsAsKnown, nodeArguments, scriptArguments }
