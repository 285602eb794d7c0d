'use strict'

// node --expose-gc run.js WAY SECONDS ORPHANS: soaks one way for so long, and until so many orphans
// are gone. Prints a line of JSON for each sample, and the result as the last line. Everything in
// its PID namespace belongs to it.

const { setTimeout: delay } = require('node:timers/promises')

const { processTable } = require('../examples/process-table')
const { Browsers } = require('./browsers')
const { ORPHANS_EACH, OwnedChildren } = require('./owned')
const { Sampler, descriptorsOf } = require('./sampler')
const { onceStalled } = require('./stall')
const { WAYS } = require('./ways')

// In ms. Only a defect takes this long.
const HANG = 300_000

/**
 * @param {unknown} line
 * @param {() => void} [printed]
 */
function print(line, printed) {
  process.stdout.write(`${JSON.stringify(line)}\n`, printed)
}

/** The processes that are neither this one nor an init above it. */
function others() {
  return processTable().filter(({ pid }) => pid !== 1 && pid !== process.pid)
}

/**
 * Waits until nothing of the soak is left. What is left after a long time is a defect.
 * @param {number} before how many descriptors there were
 */
async function untilQuiet(before) {
  const deadline = performance.now() + HANG
  while (performance.now() < deadline) {
    if (others().length === 0 && descriptorsOf('self') <= before) return
    await delay(10)
  }
}

async function main() {
  const [way, seconds, orphans] = process.argv.slice(2)
  const owned = new OwnedChildren()
  const browsers = new Browsers()
  const tally = {
    orphans: 0,
    /** @param {import('..').ReapedProcess} process */
    reaped: ({ pid }) => owned.giveUp(pid),
  }
  const { start, end } = WAYS[way](tally)
  // Loads and opens what Node needs for all that follows.
  await browsers.openAndClose()
  await untilQuiet(Infinity)
  const before = descriptorsOf('self')

  const running = start()
  onceStalled(running.gone, HANG, (gone) => {
    console.error(`no orphan has gone for ${HANG / 1000} s, after ${gone}`)
    process.exit(1)
  })
  owned.start(running.gone)
  browsers.start()
  const sampler = new Sampler(() => ({
    orphans: running.gone(),
    owned: owned.right,
    browsers: browsers.closed,
  }))
  const isEnough = () =>
    running.gone() >= Number(orphans) && owned.right >= Number(orphans) / ORPHANS_EACH
  await sampler.run(Number(seconds), isEnough, (sample) => print(sample))

  await Promise.all([owned.stop(), browsers.stop()])
  const made = await running.stop()
  await untilQuiet(before)
  end()
  const result = {
    orphans: { made, reaped: tally.orphans },
    owned: { started: owned.started, right: owned.right },
    browsers: browsers.closed,
    left: others().map(({ name, state }) => `${name} ${state}`),
    descriptors: { before, after: descriptorsOf('self') },
  }
  // The handle of a child whose status was stolen would keep the process alive for ever.
  print(result, () => process.exit())
}

main()
