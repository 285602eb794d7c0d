'use strict'

const { spawnSync } = require('node:child_process')

/**
 * Starts an orphan in the session of its parent, which has ended.
 * @returns {number} its PID
 */
function orphanOfAnotherSession() {
  const script = 'sleep 1000 >/dev/null & exec echo $!'
  const { stdout } = spawnSync('setsid', ['sh', '-c', script], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return Number(stdout)
}

module.exports = { orphanOfAnotherSession }
