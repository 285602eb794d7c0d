'use strict'

// An owned zombie at the head of the kernel's list, with orphans behind it. The loop is blocked
// from before the child dies until after reap(), so libuv cannot wait for the child.

const { spawn } = require('node:child_process')

const { installSubreaper, makeZombie, reap } = require('../../..')
const { processInfo } = require('../../support/process-table')

installSubreaper()
const owned = spawn('/bin/sh', ['-c', 'exit 20'])
const pid = owned.pid ?? 0
const exitCode = new Promise((resolve) => owned.on('exit', resolve))
while (processInfo(pid)?.state !== 'Z');
const orphans = [21, 22].map((code) => makeZombie({ exitCode: code, orphan: true }))
const states = [pid, ...orphans].map((each) => processInfo(each)?.state)
const reaped = reap().map((each) => each.exitCode)
const left = processInfo(pid)?.state
void exitCode.then((code) => {
  console.log(JSON.stringify({ states, reaped, left, exitCode: code }))
})
