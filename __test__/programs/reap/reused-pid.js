'use strict'

// In a child's 'exit' event its handle still exists, in closing, while its PID is free. The program
// makes a zombie with exactly this PID. Runs as PID 1 of a namespace, where it can choose the next
// PID.

const { spawn } = require('node:child_process')
const fs = require('node:fs')

const { makeZombie, reap } = require('../../..')

const child = spawn('/bin/sh', ['-c', 'exit 31'])
const pid = child.pid ?? 0
child.on('exit', () => {
  fs.writeFileSync('/proc/sys/kernel/ns_last_pid', `${pid - 1}`)
  const same = makeZombie({ exitCode: 32 }) === pid
  console.log(JSON.stringify({ same, reaped: reap().map(({ exitCode }) => exitCode) }))
})
