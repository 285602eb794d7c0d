'use strict'

// An app that leaves an orphan behind: a shell starts a command in the background, and ends.

const { spawnSync } = require('node:child_process')

const { status } = spawnSync('/bin/sh', ['-c', '(exec >/dev/null; true) & exit 3'])
console.log(`exit code ${status}`)

// The app goes on.
setInterval(() => {}, 60_000)
process.once('SIGINT', () => process.exit(0))
