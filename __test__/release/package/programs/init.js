'use strict'

require('zombie-reaper/init')

const fs = require('node:fs')

const commandLine = fs.readFileSync('/proc/1/cmdline', 'utf8').split('\0')
console.log(
  JSON.stringify({
    // Not always the first argument: under qemu the emulator comes first.
    init: commandLine.some((argument) => argument.endsWith('/zombie-init')),
    ppid: process.ppid,
    arguments: process.argv.slice(2),
  }),
)
