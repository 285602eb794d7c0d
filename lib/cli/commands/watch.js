'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { constants } = require('node:os')
const path = require('node:path')

const { noWords } = require('../frame/arguments')
const { LEAVE } = require('../watch/leave')
const { jsonLine, plainLine } = require('../watch/lines')
const { INTERVAL, Samples } = require('../watch/samples')
const { zombiesNow } = require('../zombies/look')

const help = `Usage: zombie-reaper watch [--json]

Shows what ps shows, each second, with a chart of zombies
and PIDs over the last 5 minutes. "q" ends it. Where the
output is no terminal, it prints a line each second.

Options:
  --json      print a line of JSON each second

Examples:
  docker exec -it CONTAINER npx --no zombie-reaper watch
  npx --no zombie-reaper watch >> zombies.log`

const options = { json: { type: /** @type {const} */ ('boolean') } }

/** @param {import('../frame/arguments').Input} input */
async function run({ values, positionals, out }) {
  noWords(positionals)
  // Fails here, and not each second, where nothing can be seen.
  zombiesNow()
  if (out.isTerminal && !values.json) return onScreen()
  const samples = new Samples()
  for (;;) {
    const sample = samples.take()
    out.print(values.json ? jsonLine(sample) : plainLine(sample))
    await new Promise((resolve) => {
      setTimeout(resolve, INTERVAL)
    })
  }
}

/** Draws in a process of its own. Either process restores the terminal when the other is killed. */
async function onScreen() {
  const child = spawn(process.execPath, [path.join(__dirname, '../watch/screen.js')], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  })
  child.stdio[3]?.on('error', () => {})
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']))
    process.on(signal, () => child.kill(signal))
  const [code, signal] = await once(child, 'exit')
  if (signal === null) return code
  process.stdout.write(LEAVE)
  return 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)]
}

module.exports = { help, options, run }
