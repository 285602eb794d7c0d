'use strict'

// node pid1.js PROGRAM [ARGS]: an init in Node.js that runs a program and reaps without a delay.

const { spawn } = require('node:child_process')

const { startReaper } = require('../..')

startReaper({ quarantine: 0 })
const [program, ...args] = process.argv.slice(2)
spawn(program, args, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1))
