'use strict'

// Room: the command zombie-reaper. This file finds the subcommand and answers mistakes.

const { printable } = require('../support/printable')
const { UsageError, parse, suggestion } = require('./frame/arguments')
const { terminal } = require('./frame/terminal')

// EX_USAGE of sysexits.h.
const BAD_USAGE = 64
const FAILED = 1

/** @type {Record<string, () => import('./frame/arguments').Command>} */
const COMMANDS = {
  doctor: () => require('./commands/doctor'),
  ps: () => require('./commands/ps'),
  watch: () => require('./commands/watch'),
  run: () => require('./commands/run'),
  exporter: () => require('./commands/exporter'),
  path: () => require('./commands/path'),
  demo: () => require('./commands/demo'),
  completion: () => require('./commands/completion'),
}

const HELP = `Usage: zombie-reaper COMMAND [OPTIONS]

Finds zombie processes and their cause.

Commands:
  doctor      what is wrong here, and what to do
  ps          the zombies, under the parent that must reap
  watch       ps, live
  run         run a program, and leave no process behind
  exporter    figures of the whole machine for Prometheus
  path        the paths of this package, for scripts
  demo        make a zombie, look at it, and reap it
  completion  a completion script for your shell

Options:
  --json      print JSON
  -h, --help  help for the command
  --version   print the version

"PID limit reached"? Start here:
  npx --no zombie-reaper doctor`

/**
 * Runs the command line.
 * @param {string[]} args
 */
async function main(args) {
  // `zombie-reaper ps | head` closes the pipe early, which is no error.
  process.stdout.on('error', (error) => {
    process.exit(/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE' ? 0 : FAILED)
  })
  try {
    process.exitCode = await dispatch(args)
  } catch (error) {
    process.exitCode = complain(error, args)
  }
}

/** @param {string[]} args */
async function dispatch(args) {
  const out = terminal(process.stdout)
  const [name, ...others] = args
  if (name === undefined) {
    console.error(HELP)
    return BAD_USAGE
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    out.print(others.length === 0 ? HELP : find(others[0]).help)
    return 0
  }
  if (name === '--version') {
    out.print(require('../../package.json').version)
    return 0
  }
  const command = find(name)
  const end = others.indexOf('--')
  const options = {
    ...command.options,
    help: { type: /** @type {const} */ ('boolean'), short: 'h' },
  }
  const { values, positionals } = parse(end === -1 ? others : others.slice(0, end), options)
  if (values.help) {
    out.print(command.help)
    return 0
  }
  return command.run({
    values,
    positionals,
    rest: end === -1 ? undefined : others.slice(end + 1),
    out,
  })
}

/** @param {string} name */
function find(name) {
  if (Object.hasOwn(COMMANDS, name)) return COMMANDS[name]()
  const what = name.startsWith('-') ? 'option' : 'command'
  const known = what === 'option' ? ['--help', '--version'] : Object.keys(COMMANDS)
  throw new UsageError(`unknown ${what} ${printable(name)}.${suggestion(name, known)}`)
}

/**
 * @param {unknown} error
 * @param {string[]} args
 * @returns {number} the exit code
 */
function complain(error, [name]) {
  const { message } = /** @type {Error} */ (error)
  console.error(`zombie-reaper: ${message}`)
  if (!(error instanceof UsageError)) return FAILED
  const known = Object.hasOwn(COMMANDS, name) ? ` ${name}` : ''
  console.error(`Try: zombie-reaper${known} --help`)
  return BAD_USAGE
}

module.exports = { COMMANDS, main }
