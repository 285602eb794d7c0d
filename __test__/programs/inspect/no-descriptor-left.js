'use strict'

// A living orphan, and no file descriptor to read its state. Prints what each call says of it.

const { execFileSync } = require('node:child_process')
const fs = require('node:fs')

const { installSubreaper, orphans, reapOrphans } = require('../../..')

async function main() {
  installSubreaper()
  const script = 'sleep 1000 >/dev/null & echo $!'
  const pid = Number(execFileSync('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] }))
  // Loads what needs a descriptor.
  orphans()
  await reapOrphans({ pids: [] })

  /** @type {number[]} */
  const open = []
  try {
    for (;;) open.push(fs.openSync('/dev/null', 'r'))
  } catch {
    // No descriptor is left.
  }
  const answers = [
    code(() => orphans()),
    await reapOrphans({ pids: [pid] }).catch((error) => error.code),
    await reapOrphans({ settle: 0, quarantine: 0 }).catch((error) => error.code),
  ]
  for (const descriptor of open) fs.closeSync(descriptor)
  process.kill(pid, 'SIGKILL')
  console.log(JSON.stringify(answers))
}

/** @param {() => unknown} call */
function code(call) {
  try {
    return call()
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code
  }
}

void main()
