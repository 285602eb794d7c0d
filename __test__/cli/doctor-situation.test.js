'use strict'

// Which facts the doctor collects.

const assert = require('node:assert/strict')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap } = require('../..')
const { situationHere } = require('../../lib/cli/doctor/situation')

installSubreaper()
after(() => reap())

test('here it sees PID 1, the adopter, the zombies and the PIDs', async () => {
  const pid = makeZombie()
  const facts = await situationHere({ prove: false })
  assert.deepEqual(
    [facts.platform, facts.proc, facts.hidepid, facts.loadError, facts.proof, facts.proofError],
    ['linux', 'whole', null, null, null, null],
  )
  assert.equal(facts.pid1?.pid, 1)
  assert.ok(facts.adopter !== null && facts.container !== undefined)
  assert.ok(Number(facts.pidUsage?.tasks) > 0)
  assert.ok(facts.groups.some(({ zombies }) => zombies.some((one) => one.pid === pid)))
  reap()
})

test('with a proof it has counted the PIDs after the orphan has ended', async () => {
  const { proof, proofError, pidUsage } = await situationHere({ prove: true })
  // The proof undoes the subreaper, and PID 1 here may be a Node, which reaps no orphan.
  assert.deepEqual([proofError, typeof proof?.reaped], [null, 'boolean'])
  assert.ok(pidUsage !== null)
})
