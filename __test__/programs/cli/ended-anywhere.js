'use strict'

// PID 1. Runs the command zombie-reaper again and again. Each time a signal ends one process later:
// the command itself, or the process below that it starts. After each run, waits until nothing is
// alive. Ends after a run that the signal came too late for. Prints how each run has ended, as JSON.
//
//   node ended-anywhere.js KILL_AT itself | below SIGNAL GROWTH -- ARGS
//
// KILL_AT is the program of kill-at.c. GROWTH says how much later the signal comes in the next run:
// the number of the stop is multiplied by it.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')

const { startReaper } = require('../../..')
const { program, root, temporaryFolder, until } = require('../../support/helpers')
const { processTable } = require('../../support/process-table')

const command = path.join(root, 'bin/zombie-reaper.js')
const [killAt, which, signal, growth, , ...args] = process.argv.slice(2)
const node = process.execPath
const wrapper = path.join(temporaryFolder(), 'node')

/** @param {number} stop */
function start(stop) {
  const argv = [killAt, signal, `${stop}`, node]
  const options = { stdio: /** @type {const} */ ('ignore') }
  if (which === 'itself') return spawn(argv[0], [...argv.slice(1), command, ...args], options)
  fs.writeFileSync(wrapper, `#!/bin/sh\nexec ${argv.join(' ')} "$@"\n`, { mode: 0o755 })
  const env = { ...process.env, OTHER_NODE: wrapper }
  return spawn(node, ['--require', program('cli/other-node.js'), command, ...args], {
    ...options,
    env,
  })
}

async function main() {
  startReaper()
  const ends = []
  for (let stop = 1; ; stop = Math.ceil(stop * Number(growth))) {
    const [code, by] = await once(start(stop), 'exit')
    await until(() => processTable().length === 1, 'nothing is alive')
    ends.push(by ?? code)
    if (code === 0) break
  }
  console.log(JSON.stringify(ends))
}

void main()
