'use strict'

// Programs that start with zombie-reaper/init.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')

const { IN_NAMESPACE, program, root } = require('./helpers')
const { run } = require('./init-helpers')

const init = path.join(root, 'init.js')
const preload = ['--require', init]
const state = program('preload/init-state.js')
const code = fs.readFileSync(state, 'utf8')

/**
 * Returns the JSON line that a Node prints. The Node runs in PID 1 unless `under` says otherwise.
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions & { under?: string[] }} [options]
 */
function printedBy(args, { under = IN_NAMESPACE, ...options } = {}) {
  const { status, stdout, stderr } = run([...under, process.execPath, ...args], options)
  assert.equal(status, 0, stderr)
  return { ...JSON.parse(stdout), stderr }
}

module.exports = { code, printedBy, init, preload, state }
