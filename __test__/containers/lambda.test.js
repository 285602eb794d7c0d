'use strict'

// The handler of examples/containers/lambda/, where a seccomp filter refuses prctl and Node is not
// PID 1, as in Lambda. zombie-init takes the place of Lambda's PID 1.

const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { EXAMPLES } = require('../../scripts/containers/dockerfile')
const { machine, run, skipWithoutRunc: skip } = require('../support/containers')
const { program, until } = require('../support/helpers')

test('100 invocations that leave a process each leave room', { skip }, async (t) => {
  const files = {
    'handler.js': fs.readFileSync(path.join(EXAMPLES, 'lambda/handler.js'), 'utf8'),
    'invoke.js': fs.readFileSync(program('containers/invoke.js'), 'utf8'),
  }
  const { init, line, tasks } = run(t, {
    ...machine(files),
    args: ['/zombie-init', '--', 'node', 'invoke.js'],
    env: [],
    cwd: '/app',
    uid: 1000,
    limit: 64,
    refused: ['prctl'],
  })
  await line('done 100')
  const node = childOf(Number(init()))
  await until(() => tasks() === threadsOf(node) + 1, 'zombie-init and Node are alone')
})

/** @param {number} pid */
function childOf(pid) {
  return Number(fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0])
}

/** @param {number} pid */
function threadsOf(pid) {
  return fs.readdirSync(`/proc/${pid}/task`).length
}
