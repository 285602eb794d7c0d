'use strict'

// Prints what the functions that read /proc return if a process title is cut within a UTF-8
// character.

const { spawn } = require('node:child_process')
const fs = require('node:fs')

const reaper = require('../../..')
const { processInfo } = require('../../support/process-table')

process.title = 'приложение-сервер'
const isCut = !Buffer.from(String(fs.readFileSync('/proc/self/comm'))).equals(
  fs.readFileSync('/proc/self/comm'),
)

/** @type {Record<string, unknown>} */
const result = { isCut }

/**
 * @param {string} name
 * @param {() => unknown} action
 */
function step(name, action) {
  try {
    result[name] = action()
  } catch (error) {
    result[name] = /** @type {any} */ (error).code
  }
}

// An owned zombie in front of an orphan forces reap() to list the children.
const owned = spawn('/bin/sh', ['-c', 'exit 7'])
const exit = new Promise((resolve) => owned.on('exit', resolve))
while (processInfo(owned.pid ?? 0)?.state !== 'Z');
const pid = reaper.makeZombie()

step('zombies', () => reaper.zombies().find((zombie) => zombie.pid === pid)?.reaper)
step('orphans', () => reaper.orphans().length)
step('pidUsage', () => reaper.pidUsage().tasks > 0)
step('job', () => reaper.createJob().processes().length)
step('reap', () => reaper.reap().length)

void (async () => {
  result.exitCode = await exit
  const running = reaper.startReaper({ quarantine: 0 })
  reaper.makeZombie()
  await new Promise((resolve) => running.on('reap', resolve).on('error', resolve))
  step('startReaper', () => running.stats.reaped)
  running.stop()
  console.log(JSON.stringify(result))
})()
