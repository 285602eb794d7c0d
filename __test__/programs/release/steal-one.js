'use strict'

// For --require: steals the status of one owned child of a soak, as a bare `waitpid(-1)` would.

const childProcess = require('node:child_process')

const zombieReaper = require('../../..')
const { processInfo } = require('../../support/process-table')

const { reap } = zombieReaper
const { spawn } = childProcess

/** @type {import('../../..').ReapedProcess[]} */
const stolen = []
let isDone = false

/**
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function spawnAndSteal(file, args, options) {
  const child = spawn(file, args, options)
  if (file.endsWith('/end') && !isDone) {
    isDone = true
    // libuv can wait for the child only when this function has returned.
    while (processInfo(Number(child.pid))?.state !== 'Z');
    stolen.push(...reap({ steal: true }))
  }
  return child
}

childProcess.spawn = /** @type {typeof spawn} */ (spawnAndSteal)
zombieReaper.reap = () => [...stolen.splice(0), ...reap()]
