'use strict'

// What the doctor knows of PID 1. Each PID 1 is real.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { doctor } = require('../support/cli')
const {
  IN_NAMESPACE,
  nodeName,
  skipWithoutNamespace: skip,
  skipWithoutRoot,
  temporaryFolder,
} = require('../support/helpers')
const { initPath } = require('../support/init-helpers')

// A shell that stays PID 1 while the doctor runs.
const STAY = ['-c', '"$@"; exit $?', 'sh']

/**
 * @param {string[]} init the command that becomes PID 1, and starts the doctor
 * @returns {import('../../lib/cli/doctor/pid1').Pid1}
 */
function pid1Under(init) {
  return doctor([], { under: [...IN_NAMESPACE, ...init] }).report.pid1
}

/**
 * @param {string} target
 * @param {string} name
 * @returns {string} a program of this name
 */
function named(target, name) {
  const file = path.join(temporaryFolder(), name)
  fs.symlinkSync(target, file)
  return file
}

test(
  'Node as PID 1 restores the terminal at SIGTERM, so its handler says nothing',
  { skip },
  () => {
    const { argv, ...facts } = pid1Under([])
    assert.deepEqual(facts, {
      pid: 1,
      name: nodeName,
      kind: 'node',
      isThisCommand: true,
      handlesSigchld: false,
      dropsSigterm: null,
    })
    assert.equal(argv[0], process.execPath)
  },
)

test('a shell drops SIGTERM, unless it has a trap or blocks it', { skip }, () => {
  const facts = pid1Under(['sh', ...STAY])
  assert.deepEqual([facts.kind, facts.isThisCommand, facts.dropsSigterm], ['shell', false, true])
  assert.equal(pid1Under(['env', '--block-signal=TERM', 'bash', ...STAY]).dropsSigterm, false)
  // Its name pretends that it catches the signal, but is no line of its own.
  const liar = named('/bin/bash', 'SigCgt:\tffff')
  assert.equal(pid1Under(['env', '--block-signal=INT', liar, ...STAY]).dropsSigterm, true)
  // Bun and Deno have no handler, as this shell.
  assert.equal(pid1Under([named('/bin/sh', 'bun'), ...STAY]).dropsSigterm, true)
  const trap = ['-c', 'trap : TERM CHLD; "$@"; exit $?', 'sh']
  const trapping = pid1Under(['sh', ...trap])
  assert.deepEqual([trapping.dropsSigterm, trapping.handlesSigchld], [false, true])
})

test('a program that waits for signals, and a known init, drop no SIGTERM', { skip }, () => {
  const waiting = pid1Under([named(initPath, 'pause'), '--'])
  assert.deepEqual([waiting.kind, waiting.dropsSigterm], ['pause', false])
  const { kind, dropsSigterm } = pid1Under([named('/bin/sh', 'tini'), ...STAY])
  assert.deepEqual([kind, dropsSigterm], ['init', false])
})

test('where /proc shows no signals, as in gVisor, only an init is known', { skip }, () => {
  const hide = ['-c', 'mount --bind /dev/null /proc/1/status && "$@"; exit $?', 'sh']
  const facts = ['sh', named('/bin/sh', 'tini')].map((name) => {
    const { handlesSigchld, dropsSigterm } = pid1Under([name, ...hide])
    return [handlesSigchld, dropsSigterm]
  })
  assert.deepEqual(facts, [
    [null, null],
    [null, false],
  ])
})

test('where PID 1 is hidden, nothing is known of it', { skip: skip || skipWithoutRoot }, () => {
  const hide = ['sh', '-c', 'mount -o remount,hidepid=2 /proc && "$@"; exit $?', 'sh']
  const user = ['setpriv', '--reuid=61234', '--regid=61234', '--clear-groups']
  assert.equal(pid1Under([...hide, ...user]), null)
})
