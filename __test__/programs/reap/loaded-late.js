'use strict'

// Children that exist before the package is loaded, and that die while the loop is blocked, so that
// libuv cannot have waited for them when reap() is called.

const { spawn } = require('node:child_process')

const { processInfo } = require('../../support/process-table')

const children = [11, 12].map((code) => spawn('/bin/sh', ['-c', `exit ${code}`]))
children[1].unref()
const codes = Promise.all(
  children.map((child) => new Promise((resolve) => child.on('exit', resolve))),
)

const { makeZombie, reap } = require('../../..')

makeZombie()
// Blocking on purpose: in a turn of the loop libuv would wait for them.
while (children.some(({ pid }) => processInfo(pid ?? 0)?.state !== 'Z'));
const reaped = reap().length
void codes.then((arrived) => console.log(JSON.stringify({ codes: arrived, reaped })))
