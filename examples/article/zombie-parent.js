'use strict'

// A program with a bug: it starts a process, never waits for it, and sleeps.

const { makeZombie } = require('../..')

process.title = 'zombie-parent'
// The channel to the server keeps it asleep, and wakes it up to go when the server has gone.
process.on('disconnect', () => process.exit())
process.send?.({ parent: process.pid, zombie: makeZombie({ exitCode: 42 }) })
