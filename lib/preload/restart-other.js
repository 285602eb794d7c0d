'use strict'

// Starting this Bun or this Deno again: with which arguments, and why not.
//
// Deno keeps no `execArgv`, and Bun's lacks `run`. So everything comes from the kernel's copy of
// the command line.

const path = require('node:path')

const { runtime } = require('../support/runtime')
const { commandLine, endsAsKnown } = require('./command-line')

/**
 * Returns everything after the name of the program. An executable of `bun build --compile` has only
 * the arguments of the script there, as it expects them.
 */
function programArguments() {
  return commandLine().slice(1)
}

/**
 * Says why this process must stay: it cannot be started again as it was started.
 * @returns {string | undefined}
 */
function reasonToStay() {
  const [name, ...given] = commandLine()
  // In Deno a title (`process.title`) overwrites the command line.
  if (String(name) !== process.argv0 || !endsAsKnown(given)) {
    return `the command line of ${runtime} cannot be read from /proc/self/cmdline`
  }
  const options = [...process.execArgv, ...given.slice(0, given.length - scriptArguments())]
  const texts = options.map(String)
  if (texts.some((option) => /^--inspect-(brk|wait)(=|$)/.test(option))) {
    return `${runtime} has waited for a debugger (--inspect-brk, --inspect-wait), and a new ${runtime} would wait again`
  }
  if (process.channel)
    return 'this process has an IPC channel to its parent, and execve(2) would close the channel'
  const [, script = ''] = process.argv
  // The names that Bun and Deno give to a program from stdin.
  if (script === '-' || path.basename(script) === '$deno$stdin.mts') {
    return `the program comes from stdin, and a new ${runtime} could not read it again`
  }
  if (runtime === 'Bun' && path.basename(process.argv0) === 'node') {
    return 'Bun was started by the name "node", and it behaves differently then. Start "bun"'
  }
  if (runtime === 'Bun' && changesDirectory(texts)) {
    return 'the --cwd of Bun is relative, and a new Bun would apply it again. Make it absolute'
  }
  return undefined
}

function scriptArguments() {
  return Math.max(process.argv.length - 2, 0)
}

/** @param {string[]} options */
function changesDirectory(options) {
  return options.some((option, index) => {
    const [, value = options[index + 1] ?? ''] = /^--cwd(?:=(.*))?$/s.exec(option) ?? [null, '/']
    return !path.isAbsolute(value)
  })
}

module.exports = { programArguments, reasonToStay }
