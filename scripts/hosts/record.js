'use strict'

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')

const { root } = require('../matrix/tool')

const HOUR = 60 * 60_000

/**
 * Runs a command to its end, and writes its output to a file. The command ends with this process.
 * @param {string[]} command
 * @param {string} file
 */
async function record(command, file) {
  // The child writes to a pipe, because gVisor writes to a file from its beginning each time.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: HOUR,
    killSignal: 'SIGKILL',
  })
  const output = fs.createWriteStream(file)
  for (const stream of [child.stdout, child.stderr]) stream.pipe(output, { end: false })
  const [, signal] = await once(child, 'close')
  output.end()
  await once(output, 'close')
  if (signal !== null) throw new Error(`${command[0]} was ended by ${signal}`)
}

module.exports = { record }
