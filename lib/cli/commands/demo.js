'use strict'

const { noWords } = require('../frame/arguments')
const { jsonText, wrap } = require('../frame/layout')

const help = `Usage: zombie-reaper demo [--json]

Makes a zombie, looks at it, and reaps it. Leaves nothing
behind.

Options:
  --json      print { pid, state, exitCode, gone }

Example:
  npx --no zombie-reaper demo`

const options = { json: { type: /** @type {const} */ ('boolean') } }

const EXIT_CODE = 7

/** @param {import('../frame/arguments').Input} input */
function run({ values, positionals, out }) {
  noWords(positionals)
  const { makeZombie } = require('../../reap/make-zombie')
  const { reap } = require('../../reap/reap')
  const { readStat } = require('../../proc/files')

  const pid = makeZombie({ exitCode: EXIT_CODE })
  const state = readStat(pid)?.state ?? null
  let killed = true
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    killed = false
  }
  const isStillThere = readStat(pid)?.state === state
  const reaped = reap().find((one) => one.pid === pid)
  const gone = readStat(pid) === null
  if (values.json) {
    out.print(jsonText({ pid, state, exitCode: reaped?.exitCode ?? null, gone }))
    return gone ? 0 : 1
  }
  for (const text of [
    `Process ${pid} has ended with exit code ${EXIT_CODE}. Its parent, this Node, has not reaped it.`,
    `/proc/${pid}/stat shows its state: ${state}, a zombie. It keeps its PID.`,
    `kill -9 ${pid} ${killed ? 'succeeds' : 'fails'}, and the zombie is ${isStillThere ? 'still there: it is dead already' : 'gone'}.`,
    `reap() takes it, and gets its exit code: ${reaped?.exitCode}.`,
    `Process ${pid} is ${gone ? 'gone, and its PID is free' : 'still there'}.`,
  ])
    for (const line of wrap(text, out.width)) out.print(line)
  return gone ? 0 : 1
}

module.exports = { help, options, run }
