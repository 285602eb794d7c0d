'use strict'

// Runs random commands against the model: each process's status arrives exactly once, at its waiter
// or at the package, never at both, never at neither. Prints what ran, or the shortest run that
// fails. Runs in a PID namespace of its own, with few descriptors.
//
//   node run.js FATE COMMANDS SEED               runs at least so many commands
//   node run.js FATE COMMANDS SEED DEFECT        with a planted defect
//   node run.js FATE 1 SEED DEFECT PATH REPLAY   replays one run of a report; DEFECT may be empty

process.env.UV_THREADPOOL_SIZE = '12'

const fc = require('fast-check')

const api = require('../../..')
const { Accounts } = require('./accounts')
const { ARBITRARIES, QUARANTINES } = require('./commands')
const { withDefect } = require('./defects')
const { cleanUp, end } = require('./ending')
const { World } = require('./world')

const [fate, commands, seed, defect, path, replayPath] = process.argv.slice(2)

const RUNS = 20
const MAX_COMMANDS = 60

/** @type {Map<string, number>} */
const count = new Map()
const total = () => [...count.values()].reduce((sum, each) => sum + each, 0)

/**
 * @param {number} quarantine
 * @param {Iterable<fc.AsyncCommand<import('./commands').Model, InstanceType<typeof World>>>} list
 */
async function run(quarantine, list) {
  const accounts = new Accounts()
  const world = new World(withDefect(api, defect || undefined), fate, accounts, quarantine)
  const model = { accounts, quarantine, hasTeam: false, isReaping: false, jobs: [], count }
  try {
    await fc.asyncModelRun(() => ({ model, real: world }), list)
    const violations = await end(world)
    if (violations.length > 0) throw new Error(violations.join('\n'))
  } finally {
    await cleanUp(world)
  }
}

async function main() {
  if (process.pid !== 1) api.installSubreaper()
  const list = fc.commands([fc.oneof(...ARBITRARIES)], {
    maxCommands: MAX_COMMANDS,
    size: 'max',
    replayPath,
  })
  const property = fc.asyncProperty(fc.constantFrom(...QUARANTINES), list, run)
  let failed
  for (let i = 0; total() < Number(commands) && !failed; i++) {
    const details = await fc.check(property, { seed: Number(seed) + i, numRuns: RUNS, path })
    if (details.failed) {
      failed = {
        seed: details.seed,
        path: details.counterexamplePath,
        shrinks: details.numShrinks,
        run: details.counterexample?.map(String),
        violations: String(/** @type {any} */ (details).errorInstance?.message),
      }
    }
  }
  const result = { pid: process.pid, commands: total(), ...Object.fromEntries(count), failed }
  process.stdout.write(JSON.stringify(result), () => process.exit())
}

void main()
