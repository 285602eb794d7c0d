'use strict'

// A command with execa that leaves an orphan behind. The result of the command arrives as usual,
// and the orphan is reaped.
//
//   node examples/recipes/execa.js

const { once } = require('node:events')

const { startReaper } = require('../..')

async function main() {
  const { execa } = await import('execa')
  const reaper = startReaper()
  const reap = once(reaper, 'reap')

  const script = 'echo to stdout; echo to stderr >&2; (exec >/dev/null 2>&1; exit 5) & exit 3'
  const { all, exitCode } = await execa({ all: true, reject: false })`/bin/sh -c ${script}`
  // A reaper keeps no process alive.
  const alive = setInterval(() => {}, 1000)
  const [reaped] = await reap
  clearInterval(alive)

  console.log(JSON.stringify({ all, exitCode, reaped: { exitCode: reaped.exitCode } }))
}

void main()
