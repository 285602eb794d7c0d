'use strict'

// 300 terminals of node-pty, a few at once, while orphans die. Some terminals end by themselves,
// and the program closes the others. Each shell also leaves its own orphan behind. Prints how many
// onExit() calls reported the right end.

const pty = require('@lydell/node-pty')

const { dyingOrphans } = require('../shared/dying-orphans')
const { inLanes } = require('../shared/lanes')

const TERMINALS = 300

/** @param {number} code */
async function endsItself(code) {
  const terminal = pty.spawn('/bin/sh', ['-c', `sleep 1000 & exit ${code}`], {})
  const { exitCode, signal } = await new Promise((resolve) => terminal.onExit(resolve))
  return exitCode === code && signal === 0
}

async function isClosed() {
  const terminal = pty.spawn('/bin/sh', ['-c', 'sleep 1000 & echo ready; exec cat'], {})
  const end = new Promise((resolve) => terminal.onExit(resolve))
  await new Promise((resolve) => terminal.onData(resolve))
  terminal.kill('SIGKILL')
  const { exitCode, signal } = await end
  return exitCode === 0 && signal === 9
}

async function main() {
  const stop = dyingOrphans()
  const right = await inLanes(TERMINALS, 4, (i) => (i % 3 === 0 ? isClosed() : endsItself(i % 256)))
  console.log(JSON.stringify({ right: right.filter(Boolean).length, ...(await stop()) }))
  // node-pty keeps a closed terminal open for a while.
  process.exit()
}

void main()
