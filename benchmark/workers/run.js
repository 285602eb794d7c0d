'use strict'

// node run.js COMMAND [ARGS]: measures a command from its start to its end.

const { spawnSync } = require('node:child_process')

const { answer, time } = require('./answer')

const [command, ...args] = process.argv.slice(2)

answer(() =>
  time(() => {
    const { error, signal } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    if (error) throw error
    if (signal !== null) throw new Error(`${command} was ended by ${signal}`)
  }),
)
