'use strict'

const fs = require('node:fs')
const path = require('node:path')

const { root } = require('../../native/platform-package')
const { UsageError, noWords } = require('../frame/arguments')
const { jsonText, wrap } = require('../frame/layout')

const help = `Usage: zombie-reaper demo [--json]
       zombie-reaper demo --page [--port PORT]

Makes a zombie, looks at it, and reaps it. Leaves nothing
behind.

With --page it serves the zombie lab on 127.0.0.1: a page
with buttons, the process tree, and each step of the kernel
and of libuv. The lab is in the repository, not in the
published package.

Options:
  --json      print { pid, state, exitCode, gone }
  --page      serve the lab until Ctrl-C
  --port PORT the port of the lab (default: any free one)

Examples:
  npx --no zombie-reaper demo
  node bin/zombie-reaper.js demo --page`

const options = {
  json: { type: /** @type {const} */ ('boolean') },
  page: { type: /** @type {const} */ ('boolean') },
  port: { type: /** @type {const} */ ('string') },
}

const EXIT_CODE = 7

/** @param {import('../frame/arguments').Input} input */
function run({ values, positionals, out }) {
  noWords(positionals)
  if (values.page) return servePage(values)
  if (values.port !== undefined) throw new UsageError('--port needs --page')
  return reapOne(values, out)
}

/** @param {import('../frame/arguments').Input['values']} values */
function servePage({ json, port }) {
  if (json) throw new UsageError('--page prints no JSON')
  const lab = path.join(root, 'examples/lab/open.js')
  if (!fs.existsSync(lab))
    throw new Error(
      'the lab is not in the published package. Clone the repository, and run `npm ci && npm run demo -- --page` there',
    )
  const { openLab, readPort } = require(lab)
  let number
  try {
    number = readPort(port)
  } catch (error) {
    throw new UsageError(`--port: ${/** @type {Error} */ (error).message}`)
  }
  return openLab(number)
}

/**
 * @param {import('../frame/arguments').Input['values']} values
 * @param {import('../frame/terminal').Terminal} out
 */
function reapOne(values, out) {
  const { makeZombie } = require('../../reap/make-zombie')
  const { reap } = require('../../reap/reap')
  const { readStat } = require('../../proc/files')

  const pid = makeZombie({ exitCode: EXIT_CODE })
  const state = readStat(pid)?.state
  if (state !== 'Z')
    throw new Error(`/proc does not show the zombie ${pid}. Mount a /proc of this PID namespace`)
  let killed = true
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    killed = false
  }
  const reaped = reap().find((one) => one.pid === pid)
  if (reaped === undefined)
    throw new Error(
      `other code in this process has reaped the zombie ${pid}. Unset NODE_OPTIONS, and try again`,
    )
  const { exitCode } = reaped
  if (values.json) {
    out.print(jsonText({ pid, state, exitCode, gone: readStat(pid) === null }))
    return 0
  }
  for (const text of [
    `Process ${pid} has ended with exit code ${EXIT_CODE}. Its parent, this Node, has not reaped it.`,
    `/proc/${pid}/stat shows its state: ${state}, a zombie. It keeps its PID.`,
    `kill -9 ${pid} ${killed ? 'succeeds' : 'fails'}, and the zombie is still there: it is dead already.`,
    `reap() takes it, and gets its exit code: ${exitCode}.`,
    `Process ${pid} is gone, and its PID is free.`,
  ])
    for (const line of wrap(text, out.width)) out.print(line)
  return 0
}

module.exports = { help, options, run }
