'use strict'

// A program, the guard of `zombie-reaper run`: guard.js KILL_AFTER PROGRAM ARGS. The command above
// holds the other end of the pipe at fd 3. The kernel closes the pipe when the command ends, by
// whatever signal.

const { Socket } = require('node:net')

const { FAILED, NOT_EXECUTABLE, NOT_FOUND } = require('./exit-codes')
const { supervise } = require('./supervise')

const PIPE = 3

const [killAfter, ...command] = process.argv.slice(2)

async function main() {
  const { ended, kill } = supervise(
    command,
    'inherit',
    killAfter === '' ? undefined : Number(killAfter),
  )
  new Socket({ fd: PIPE }).on('error', kill).on('close', kill).resume().unref()
  const { exitCode, remaining } = await ended
  for (const { pid } of remaining) console.error(`zombie-reaper: PID ${pid} could not be ended`)
  process.exit(exitCode)
}

/** @param {NodeJS.ErrnoException} error */
function complain(error) {
  console.error(`zombie-reaper: ${error.message}`)
  if (!error.syscall?.startsWith('spawn')) process.exit(FAILED)
  process.exit(error.code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE)
}

main().catch(complain)
