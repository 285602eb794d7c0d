'use strict'

// A 'reap' listener that throws at the first of three zombies, beside a second listener.

const { makeZombie, startReaper } = require('../../..')

/** @type {string[]} */
const uncaught = []
process.on('uncaughtException', (error) => uncaught.push(error.message))

/** @type {(number | null)[]} */
const reaped = []
const reaper = startReaper({ quarantine: 0 })
reaper.on('reap', ({ exitCode }) => {
  reaped.push(exitCode)
  if (exitCode === 3) makeZombie({ exitCode: 4 })
  if (exitCode === 1) throw new Error('first')
  if (exitCode === 4) clearInterval(alive)
})
process.on('exit', () => console.log(JSON.stringify({ uncaught, reaped, stillReaping: true })))
// The reaper does not keep the process alive.
const alive = setInterval(() => {}, 1000)
for (const exitCode of [1, 2, 3]) makeZombie({ exitCode })
