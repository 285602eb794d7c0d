'use strict'

// Prints which container this is: in each control group, with each file, without /proc, and in the
// first PID namespace. Runs in a root folder of its own.
//
//   node containers.js GROUP... -- FILE...

const { spawnSync } = require('node:child_process')
const { mkdirSync, rmSync, symlinkSync, writeFileSync } = require('node:fs')
const path = require('node:path')

const { containerHere } = require('../../../lib/cli/doctor/container')

const end = process.argv.indexOf('--')

const found = [containerHere()]
for (const group of process.argv.slice(2, end)) {
  writeFileSync(path.join(group, 'cgroup.procs'), `${process.pid}`)
  found.push(containerHere())
}
for (const file of process.argv.slice(end + 1)) {
  writeFileSync(file, '')
  found.push(containerHere())
  rmSync(file)
}
const { status } = spawnSync('mount', ['-t', 'tmpfs', 'none', '/proc'])
if (status !== 0) throw new Error('mount has failed')
found.push(containerHere())
// The tests may run in a container themselves.
mkdirSync('/proc/self/ns', { recursive: true })
symlinkSync('pid:[4026531836]', '/proc/self/ns/pid')
console.log(JSON.stringify([...found, containerHere()]))
