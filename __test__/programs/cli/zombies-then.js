'use strict'

// Makes zombies, and runs a command beside them. Prints the output and the exit code as JSON.
//
//   node zombies-then.js ZOMBIES [orphan] -- COMMAND

const { spawn } = require('node:child_process')

const { installSubreaper, makeZombie } = require('../../..')

const end = process.argv.indexOf('--')
const [zombies, kind] = process.argv.slice(2, end)
const [file, ...args] = process.argv.slice(end + 1)

if (kind === 'orphan') installSubreaper()
for (let i = 0; i < Number(zombies); i++) makeZombie({ orphan: kind === 'orphan' })
const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
let stdout = ''
child.stdout.on('data', (text) => {
  stdout += text
})
child.on('close', (status) => console.log(JSON.stringify({ pid: process.pid, status, stdout })))
