'use strict'

// An owned zombie in front, orphans behind it, and no file descriptor to read the list of children.
// Prints the error of reap(), and the zombies that it takes once descriptors are free again.

const { spawn } = require('node:child_process')
const fs = require('node:fs')

const { installSubreaper, makeZombie, reap } = require('../../..')
const { processInfo } = require('../../support/process-table')

installSubreaper()
const owned = spawn('/bin/sh', ['-c', 'exit 40'], { stdio: 'ignore' })
while (processInfo(owned.pid ?? 0)?.state !== 'Z');
for (const exitCode of [41, 42]) makeZombie({ orphan: true, exitCode })

/** @type {number[]} */
const open = []
try {
  for (;;) open.push(fs.openSync('/dev/null', 'r'))
} catch {
  // No descriptor is left.
}
/** @type {object | undefined} */
let error
try {
  reap()
} catch (thrown) {
  const { code, errno, syscall } = /** @type {NodeJS.ErrnoException} */ (thrown)
  error = { code, errno, syscall }
}
for (const descriptor of open) fs.closeSync(descriptor)

const reaped = reap().map(({ exitCode }) => exitCode)
owned.on('exit', (exitCode) => console.log(JSON.stringify({ error, reaped, exitCode })))
