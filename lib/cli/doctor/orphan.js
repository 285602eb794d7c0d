'use strict'

// A program: starts a process and ends, which makes that process an orphan. The orphan is this
// program again. It ends when stdin does, as prove.js says.

const { spawn } = require('node:child_process')

const ORPHAN = '--orphan'

// The orphan's stdin. Node would close a pipe to the stdin of this program when this program ends.
const PIPE = 3

if (process.argv[2] === ORPHAN) {
  process.stdin
    .on('error', () => process.exit())
    .on('close', () => process.exit())
    .resume()
} else {
  const child = spawn(process.execPath, [__filename, ORPHAN], {
    stdio: [PIPE, 'ignore', 'ignore'],
  })
  child.on('error', () => process.exit(1))
  if (child.pid !== undefined) {
    process.stdout.write(`${child.pid}\n`, () => process.exit())
  }
}
