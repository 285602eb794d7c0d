'use strict'

// The sweep tries each fault, and tells what it has broken.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { ERRNOS } = require('../../faults/errnos')
const { sweep } = require('../../faults/sweep')

/** @typedef {import('../../faults/calls').Fault} Fault */

/**
 * A scenario of some calls to setpgid(2), which breaks a promise where `isBroken` says so.
 * @param {(fault: Fault) => boolean} isBroken
 * @param {() => number} calls
 */
function scenario(isBroken, calls = () => 3) {
  /** @param {Fault | null} fault */
  return (fault) => {
    const setpgid = calls()
    const struck = fault === null ? 0 : Math.max(0, setpgid - fault.nth + 1)
    const violations = fault !== null && struck > 0 && isBroken(fault) ? ['a status is lost'] : []
    return { struck: fault?.lasting ? struck : Math.min(struck, 1), made: { setpgid }, violations }
  }
}

test('each errno at each occurrence is tried, once and lastingly', async () => {
  const { tried, isSteady, violations } = await sweep(
    '',
    scenario(() => false),
    { extent: 'all' },
  )
  assert.equal(tried, ERRNOS.setpgid.length * 3 * 2)
  assert.deepEqual({ isSteady, violations }, { isSteady: true, violations: [] })
})

test('the fault that breaks a promise is named', async () => {
  const attempt = scenario(({ action, nth, lasting }) => action === 'EPERM' && nth === 3 && lasting)
  const { violations } = await sweep('', attempt, { extent: 'all' })
  assert.deepEqual(violations, ['setpgid #3 and later EPERM: a status is lost'])
})

test('a call that no table has is a violation', async () => {
  const { violations } = await sweep(
    '',
    () => ({ struck: 0, made: { vmsplice: 1 }, violations: [] }),
    { extent: 'all' },
  )
  assert.deepEqual(violations, ['vmsplice is in no table of errnos.js'])
})

test('runs that differ are told, and do not end the sweep early', async () => {
  // The second faulty run makes fewer calls than the run without a fault.
  const counts = [3, 3, 1]
  const attempt = scenario(
    ({ nth }) => nth === 3,
    () => counts.shift() ?? 3,
  )
  const { isSteady, violations } = await sweep('', attempt, { extent: 'all' })
  assert.equal(isSteady, false)
  assert.equal(violations.length, ERRNOS.setpgid.length * 2)
})
