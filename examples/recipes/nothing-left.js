'use strict'

// The end of a run of Jest, Vitest or Playwright Test. Fails the run when a test has left a process
// behind. The process of the runner must be a subreaper, or PID 1, and then adopts it.

const { reapOrphans } = require('../..')

// How long processes may take to die, in ms.
const PATIENCE = Number(process.env.PATIENCE ?? 10_000)

async function nothingLeft() {
  const deadline = Date.now() + PATIENCE
  let remaining
  do ({ remaining } = await reapOrphans())
  while (remaining.length > 0 && Date.now() < deadline)
  if (remaining.length === 0) return
  const names = remaining.map(({ pid, name }) => `${JSON.stringify(name)} (${pid})`).join(', ')
  throw new Error(`expected that the tests leave no process behind, got ${names}`)
}

module.exports = nothingLeft
