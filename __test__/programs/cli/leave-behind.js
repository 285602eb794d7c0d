'use strict'

// Starts children that try to outlive it: in the background, in a session of its own, as an orphan,
// and deaf to SIGTERM. Writes "ready" to stderr, and ends with the exit code that the argument says,
// or not at all without an argument.

const { spawn } = require('node:child_process')

const sleep = 'exec sleep 1000'
const options = { stdio: /** @type {const} */ ('ignore') }
for (const script of [
  sleep,
  `setsid sh -c '${sleep}' &`,
  `(${sleep}) & (setsid sh -c '${sleep}; :' &)`,
  `trap '' TERM; ${sleep}`,
]) {
  spawn('sh', ['-c', script], options).unref()
}
spawn('sh', ['-c', sleep], { ...options, detached: true }).unref()

process.stderr.write('ready\n')
const [code] = process.argv.slice(2)
if (code === undefined) setInterval(() => {}, 1000)
else process.exitCode = Number(code)
