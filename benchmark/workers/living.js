'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { baselinePath } = require('../baselines')

/** Spawns a child of libuv that does nothing until somebody kills it or this process dies. */
function spawnLiving() {
  return spawn(baselinePath('living'), [String(process.pid)], { stdio: 'ignore' })
}

/** @param {import('node:child_process').ChildProcess[]} children */
async function endLiving(children) {
  const exits = children.map((child) => once(child, 'exit'))
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(exits)
}

module.exports = { spawnLiving, endLiving }
