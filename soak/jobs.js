'use strict'

// Jobs, one after another. Each has orphans that live, and close() must end exactly these.

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { createJob } = require('..')
const { baselinePath } = require('../benchmark/baselines')

const ORPHANS = 200
const LANES = 4

// In ms. On a busy machine the default is too short to see every member die.
const PATIENCE = 180_000

/** @param {import('./ways').Tally} tally */
function startJobs(tally) {
  let made = 0
  let isOver = false
  async function lane() {
    while (!isOver) {
      const job = createJob()
      const args = [String(ORPHANS)]
      const options = { env: job.env, stdio: /** @type {'ignore'} */ ('ignore') }
      const child = job.add(spawn(baselinePath('leave'), args, options))
      const [status, signal] = await once(child, 'exit')
      if (status !== 0) throw new Error(`the start of the orphans ended with ${signal ?? status}`)
      made += ORPHANS
      const { reaped, remaining } = await job.close({ signal: 'SIGKILL', timeout: PATIENCE })
      if (remaining.length > 0) throw new Error(`close() has left ${remaining.length} members`)
      tally.orphans += reaped.filter((process) => process.signal === 'SIGKILL').length
    }
  }
  const lanes = Promise.all(Array.from({ length: LANES }, lane))
  // stop() reports a rejection.
  lanes.catch(() => {})
  return {
    gone: () => tally.orphans,
    async stop() {
      isOver = true
      await lanes
      return made
    },
  }
}

module.exports = { startJobs }
