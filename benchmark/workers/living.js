'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { baselinePath } = require('../baselines')

/** A child that libuv waits for, and that does nothing until it is killed or we die. */
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
