'use strict'

// Children that start before the package is loaded and die while the event loop is blocked. So
// libuv cannot have waited for them before the call of reap().

const { spawn } = require('node:child_process')

const { processInfo } = require('../../support/process-table')

const children = [11, 12].map((code) => spawn('/bin/sh', ['-c', `exit ${code}`]))
children[1].unref()
const codes = Promise.all(
  children.map((child) => new Promise((resolve) => child.on('exit', resolve))),
)

const { makeZombie, reap } = require('../../..')

makeZombie()
// Blocks on purpose: libuv would wait for the children in a turn of the loop.
while (children.some(({ pid }) => processInfo(pid ?? 0)?.state !== 'Z'));
const reaped = reap().length
void codes.then((arrived) => console.log(JSON.stringify({ codes: arrived, reaped })))
