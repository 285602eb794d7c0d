'use strict'

// A program with a bug: it starts a process, never waits for the process, and sleeps.

const { makeZombie } = require('../..')

process.title = 'zombie-parent'
// The channel to the server keeps this program alive. The program ends when the channel closes.
process.on('disconnect', () => process.exit())
process.send?.({ parent: process.pid, zombie: makeZombie({ exitCode: 42 }) })
