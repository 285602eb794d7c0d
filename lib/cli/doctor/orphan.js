'use strict'

// A program: starts a process and ends, which makes that process an orphan. The orphan is this
// program again. It ends when stdin does, as prove.js says.

const { spawn } = require('node:child_process')

const ORPHAN = '--orphan'

// The orphan's stdin. Node would close a pipe to the stdin of this program when this program ends.
const PIPE = 3

if (process.argv[2] === ORPHAN) {
  process.stdin.resume()
} else {
  const child = spawn(process.execPath, [__filename, ORPHAN], {
    stdio: [PIPE, 'ignore', 'ignore'],
  })
  // Otherwise the event "error" ends this program.
  if (child.pid !== undefined) {
    process.stdout.write(`${child.pid}\n`, () => process.exit())
  }
}
