'use strict'

// The article's experiment with Node as PID 1: a program makes a zombie and is killed. PID 1 adopts
// the zombie, cannot kill it, and reaps it.

const { fork } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')

const { makeZombie, reap } = require('zombie-reaper')

/** @param {number} pid */
function look(pid) {
  if (!fs.existsSync(`/proc/${pid}`)) return 'gone'
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
  return [/State:\t(.)/, /PPid:\t(.*)/].map((field) => field.exec(status)?.[1]).join(', child of ')
}

async function main() {
  const program = fork(__filename, ['program'])
  const [zombie] = await once(program, 'message')
  program.kill('SIGKILL')
  await once(program, 'exit')
  process.kill(zombie, 'SIGKILL')
  const adopted = look(zombie)
  // A thread of Node that runs by chance makes reap() leave the zombie for the next call.
  let taken = reap()
  while (taken.length === 0) taken = reap()
  const reaped = taken.map(({ pid, exitCode }) => [pid === zombie, exitCode])
  console.log(JSON.stringify({ pid: process.pid, adopted, reaped, afterwards: look(zombie) }))
}

if (process.argv[2] === 'program') {
  process.on('disconnect', () => process.exit())
  process.send?.(makeZombie({ exitCode: 42 }))
} else {
  main()
}
