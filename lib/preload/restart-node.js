'use strict'

// Starting this Node again: with which arguments, and why not.

const { nodeArguments } = require('./command-line')
const { isStartedByLoader } = require('./dynamic-loader')

/**
 * Says why this process must stay: it has a state that a new process cannot have again.
 * @returns {string | undefined}
 */
function reasonToStay() {
  if (stopsForDebugger()) {
    return 'Node.js has waited for a debugger (--inspect-brk, --inspect-wait), and a new Node.js would wait again'
  }
  if (process.channel)
    return 'this process has an IPC channel to its parent, and execve(2) would close the channel'
  if (readsStdin()) return 'the program comes from stdin, and a new Node.js could not read it again'
  if (isStartedByLoader()) {
    return `Node.js was started through the dynamic loader (${process.execPath}), so the path of Node.js is unknown. Start Node.js itself`
  }
  return undefined
}

function stopsForDebugger() {
  const options = [...process.execArgv, ...(process.env.NODE_OPTIONS ?? '').split(/[\s"]/)]
  // Node accepts an underscore in place of a dash.
  return options.some((option) => /^--inspect[-_](brk|wait)(=|$)/.test(option))
}

// Options that make a script unnecessary.
const NO_SCRIPT = /^(-e|--eval|-pe|--test)(=|$)/
const PRINT = /^(-p|--print)(=|$)/

function readsStdin() {
  const [, script] = process.argv
  if (script === '-') return true
  if (script !== undefined) return false
  // `-p` without a value evaluates stdin and prints the result.
  const { execArgv } = process
  const print = execArgv.findIndex((option) => PRINT.test(option))
  const prints = print !== -1 && (print < execArgv.length - 1 || execArgv[print].includes('='))
  return !prints && !execArgv.some((option) => NO_SCRIPT.test(option))
}

module.exports = { programArguments: nodeArguments, reasonToStay }
