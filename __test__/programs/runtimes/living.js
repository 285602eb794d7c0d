'use strict'

// For Bun and Deno: two living children of the runtime, and an adopted orphan. Prints what
// orphans() lists of them.

const { spawn, spawnSync } = require('node:child_process')

const { installSubreaper, orphans } = require('../../..')

/** @type {any} */
const { Bun, Deno } = globalThis

installSubreaper()
const children = [
  spawn('sleep', ['1000'], { stdio: 'ignore' }),
  Bun ? Bun.spawn(['sleep', '1000']) : new Deno.Command('sleep', { args: ['1000'] }).spawn(),
]
const { stdout } = spawnSync('/bin/sh', ['-c', 'sleep 1000 >/dev/null & echo $!'], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const orphan = Number(stdout)
const listed = orphans().map(({ pid }) => (pid === orphan ? 'orphan' : 'other'))
for (const pid of [orphan, ...children.map((child) => child.pid ?? 0)]) process.kill(pid, 'SIGKILL')
console.log(JSON.stringify(listed))
