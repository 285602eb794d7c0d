'use strict'

// What the doctor makes of the facts. doctor.test.js builds some of these situations for real.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { exitCodeOf, findingsOf } = require('../../lib/cli/doctor/findings')
const { PARENT, group, pid1, pidUsage, situation } = require('../support/situation')

/** @typedef {import('../support/situation').Situation} Situation */

const HEALTHY = { id: 'healthy', severity: 'ok' }
const NODE = { name: 'node', argv: ['node', 'app.js'], kind: /** @type {const} */ ('node') }
const NPM = { name: 'npm', argv: ['npm start'], kind: /** @type {const} */ ('package-manager') }
const INIT = { pid: 1, name: 'init', argv: ['init'] }

/** @param {Partial<Situation>} [facts] */
function found(facts) {
  return findingsOf(situation(facts))
}

/** @param {Partial<import('../../lib/cli/doctor/prove').Proof>} [facts] */
function proof(facts) {
  return { reaped: false, by: PARENT, ms: 2000, orphan: 99, ...facts }
}

test('a container with an init and without zombies is healthy', () => {
  assert.deepEqual(found(), [HEALTHY])
})

test('more than 80 % of the PID limit is critical', () => {
  const near = [{ id: 'pid-limit-near', severity: 'critical' }]
  assert.deepEqual(found({ pidUsage: pidUsage({ tasks: 81 }) }), near)
  assert.deepEqual(found({ pidUsage: pidUsage({ tasks: 80 }) }), [HEALTHY])
  assert.deepEqual(found({ pidUsage: pidUsage({ tasks: 81, limit: null }) }), [HEALTHY])
  assert.deepEqual(found({ pidUsage: null }), [HEALTHY])
})

test('a parent, a tracer and a parent outside that do not wait are found', () => {
  const other = { pid: 8, name: 'gdb', argv: ['gdb'] }
  assert.deepEqual(
    found({
      groups: [
        group({}, 3),
        group({ reaper: 'tracer', culprit: other }, 2),
        group({ reaper: 'outside', culprit: null }),
      ],
    }),
    [
      ['parent', PARENT.pid, 3, PARENT],
      ['tracer', other.pid, 2, other],
      ['outside', undefined, 1, undefined],
    ].map(([reaper, pid, zombies, process]) => ({
      reaper,
      id: 'parent-does-not-wait',
      severity: 'error',
      pid,
      zombies,
      process,
    })),
  )
})

test('zombies that go, and those of this process, are nobody’s fault', () => {
  assert.deepEqual(found({ groups: [group({ stays: false })] }), [HEALTHY])
  for (const reaper of /** @type {const} */ (['us', 'libuv', 'quarantine', 'threads']))
    assert.deepEqual(found({ groups: [group({ reaper })] }), [HEALTHY])
})

test('PID 1 that keeps zombies does not reap', () => {
  const groups = [group({}, 2), group({ reaper: 'pid1', culprit: INIT }, 3)]
  const [, finding, ...others] = found({ groups })
  assert.deepEqual(finding, {
    id: 'pid1-does-not-reap',
    severity: 'error',
    pid: 1,
    zombies: 3,
    process: pid1(),
  })
  assert.deepEqual(others, [])
  const going = [group({ reaper: 'pid1', culprit: INIT, stays: false })]
  assert.deepEqual(found({ groups: going }), [HEALTHY])
  // hidepid hides what PID 1 is.
  assert.deepEqual(found({ pid1: null, groups: groups.slice(1) }), [
    { ...finding, process: undefined },
  ])
})

test('PID 1 that leaves the orphan of --prove a zombie does not reap', () => {
  assert.deepEqual(found({ proof: proof({ by: INIT }) }), [
    {
      id: 'pid1-does-not-reap',
      severity: 'error',
      pid: 1,
      zombies: undefined,
      process: pid1(),
    },
  ])
  assert.deepEqual(found({ proof: proof({ by: INIT, reaped: true }) }), [HEALTHY])
  assert.deepEqual(found({ proof: proof({ by: null }) }), [HEALTHY])
})

test('Node without a handler of SIGCHLD, and npm, are known to reap no orphan', () => {
  const unproven = { id: 'pid1-does-not-reap', severity: 'warning', pid: 1 }
  const node = pid1(NODE)
  assert.deepEqual(found({ pid1: node }), [{ ...unproven, process: node }])
  assert.deepEqual(found({ pid1: node, proof: proof({ by: INIT, reaped: true }) }), [HEALTHY])
  for (const handlesSigchld of [true, null])
    assert.deepEqual(found({ pid1: pid1({ ...NODE, handlesSigchld }) }), [HEALTHY])
  const npm = pid1({ ...NPM, handlesSigchld: true })
  assert.deepEqual(found({ pid1: npm }), [
    { ...unproven, process: npm },
    { id: 'npm-is-above', severity: 'warning', pid: 1, process: npm },
  ])
})

test('PID 1 of another container that keeps zombies does not reap', () => {
  const groups = [group({ reaper: 'pid1' }, 4)]
  assert.deepEqual(found({ groups }), [
    { id: 'pid1-does-not-reap', severity: 'error', pid: PARENT.pid, zombies: 4, process: PARENT },
  ])
  assert.deepEqual(found({ groups: [group({ reaper: 'pid1', culprit: null })] }), [
    { id: 'pid1-does-not-reap', severity: 'error', pid: undefined, zombies: 1, process: undefined },
  ])
  assert.deepEqual(found({ groups: [group({ reaper: 'pid1', stays: false })] }), [HEALTHY])
})

test('a subreaper that leaves the orphan of --prove a zombie is found once', () => {
  const finding = { id: 'parent-does-not-wait', severity: 'error', pid: PARENT.pid, zombies: 1 }
  assert.deepEqual(found({ proof: proof() }), [{ ...finding, process: PARENT }])
  assert.deepEqual(found({ proof: proof({ reaped: true }) }), [HEALTHY])
  const [known, ...others] = found({ proof: proof(), groups: [group({}, 5)] })
  assert.deepEqual([known.zombies, others], [5, []])
  // Its zombies were going, and the orphan of the proof was not.
  assert.deepEqual(found({ proof: proof(), groups: [group({ stays: false })] }), [
    { ...finding, process: PARENT },
  ])
  const elsewhere = [group({ culprit: null, reaper: 'outside' }), group({ culprit: INIT })]
  assert.deepEqual(
    found({ proof: proof(), groups: elsewhere }).map(({ pid }) => pid),
    [undefined, 1, PARENT.pid],
  )
})

test('a missing native part is an error, and so is another platform', () => {
  const missing = [{ id: 'native-part-missing', severity: 'error' }]
  assert.deepEqual(found({ loadError: new Error('no') }), missing)
  assert.deepEqual(found({ platform: 'darwin', proc: 'missing' }), missing)
})

test('/proc can be missing, foreign or restricted', () => {
  const missing = [{ id: 'proc-missing', severity: 'error' }]
  assert.deepEqual(found({ proc: 'missing' }), missing)
  assert.deepEqual(found({ proc: 'foreign' }), missing)
  assert.deepEqual(found({ proc: 'restricted' }), [{ id: 'proc-restricted', severity: 'warning' }])
})

test('PID 1 that drops SIGTERM is a warning, and a note where nobody can know', () => {
  const id = 'sigterm-is-dropped'
  const drops = pid1({ dropsSigterm: true })
  assert.deepEqual(found({ pid1: drops }), [{ id, severity: 'warning', pid: 1, process: drops }])
  const unknown = pid1({ dropsSigterm: null })
  assert.deepEqual(found({ pid1: unknown }), [
    { id, severity: 'note', pid: 1, process: unknown },
    HEALTHY,
  ])
  assert.deepEqual(found({ pid1: pid1({ dropsSigterm: true, isThisCommand: true }) }), [HEALTHY])
  assert.deepEqual(found({ pid1: null }), [HEALTHY])
})

test('a container without a PID limit of its own gets a note', () => {
  const unlimited = { pidUsage: pidUsage({ source: 'pid_max', cgroup: null }) }
  assert.deepEqual(found(unlimited), [{ id: 'no-pid-limit', severity: 'note' }, HEALTHY])
  for (const container of /** @type {const} */ (['none', 'other']))
    assert.deepEqual(found({ ...unlimited, container }), [HEALTHY])
  assert.deepEqual(found({ pidUsage: pidUsage({ source: 'rlimit' }) }), [HEALTHY])
})

test('the worst finding comes first', () => {
  const ids = found({
    pid1: pid1({ ...NPM, dropsSigterm: null }),
    pidUsage: pidUsage({ tasks: 99, source: 'pid_max' }),
    loadError: new Error('no'),
    proc: 'restricted',
  }).map(({ id, severity }) => `${severity} ${id}`)
  assert.deepEqual(ids, [
    'critical pid-limit-near',
    'error native-part-missing',
    'warning pid1-does-not-reap',
    'warning proc-restricted',
    'warning npm-is-above',
    'note sigterm-is-dropped',
    'note no-pid-limit',
  ])
})

/** @param {Partial<Situation>} facts */
function code(facts) {
  return exitCodeOf(found(facts))
}

test('the exit code is that of the worst finding', () => {
  assert.equal(code({}), 0)
  assert.equal(code({ pid1: pid1({ dropsSigterm: null }) }), 0)
  assert.equal(code({ pid1: pid1({ dropsSigterm: true }) }), 1)
  assert.equal(code({ loadError: new Error('no') }), 1)
  assert.equal(code({ pidUsage: pidUsage({ tasks: 100 }), loadError: new Error('no') }), 2)
})
