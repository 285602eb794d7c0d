'use strict'

// What the doctor prints.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { asJson, printReport } = require('../../lib/cli/doctor/report')
const { PARENT, group, pid1, pidUsage, situation } = require('../support/situation')
const { screen } = require('../support/screen')

/** @typedef {Partial<import('../support/situation').Situation>} Facts */
/** @typedef {Parameters<typeof printReport>[0]} Findings */

/** @type {Findings} */
const OK = [{ id: 'healthy', severity: 'ok', message: 'All is well.', remedy: 'Nothing to do' }]

/**
 * @param {number} length
 * @param {Partial<Findings[number]>} finding
 * @returns {Findings}
 */
function many(length, finding) {
  return Array.from({ length }, () => ({ ...OK[0], ...finding }))
}

/** @param {number} hidden how many findings npm-is-above */
function restLine(hidden) {
  return `<dim:and ${hidden} more: ${Array(hidden).fill('npm-is-above').join(', ')} (--json)>`
}

/**
 * @param {Facts} facts
 * @returns {string[]} the lines of the facts, below the findings
 */
function factLines(facts) {
  const out = screen({ width: 500 })
  printReport([], situation(facts), out)
  return out.lines
}

/**
 * @param {Facts} facts
 * @param {string} name
 */
function fact(facts, name) {
  const text = factLines(facts).find((line) => line.startsWith(`<dim:${name}`))
  return text?.replace(/^<dim:.*?>/, '')
}

test('a finding is painted by its severity, and the facts follow', () => {
  const out = screen()
  printReport(OK, situation(), out)
  assert.deepEqual(out.lines, [
    '<green:ok: healthy>',
    '  All is well.',
    '<bold:  → Nothing to do>',
    '',
    '<dim:PID 1       >tini -- app',
    '<dim:container   >docker',
    '<dim:orphans     >adopted by PID 1 (tini)',
    '<dim:PIDs        >8 of 100 (cgroup /group), 0 zombies',
    '<dim:shares PIDs >with no other container seen',
    '<dim:native part >loads here',
  ])
  const colours = { critical: 'red', error: 'red', warning: 'yellow', note: 'cyan', ok: 'green' }
  for (const [severity, colour] of Object.entries(colours)) {
    const painted = screen()
    printReport([{ ...OK[0], severity: /** @type {any} */ (severity) }], situation(), painted)
    assert.equal(painted.lines[0], `<${colour}:${severity}: healthy>`)
  }
})

test('long texts are wrapped and indented', () => {
  const out = screen({ width: 22 })
  const finding = {
    ...OK[0],
    message: 'All is well with this one.',
    remedy: 'Do nothing at all now',
  }
  printReport([finding], situation({ pid1: pid1({ argv: ['tini', '--', 'sleep', '10'] }) }), out)
  assert.deepEqual(out.lines.slice(0, 7), [
    '<green:ok: healthy>',
    '  All is well with',
    '  this one.',
    '<bold:  → Do nothing at all>',
    '<bold:  now>',
    '',
    '<dim:PID 1       >tini --',
  ])
  assert.equal(out.lines[7], '            sleep 10')
})

test('a terminal shows what fits, and every error; a file has all', () => {
  /** @type {Findings} */
  const findings = [
    ...many(4, { severity: 'error', id: 'proc-missing' }),
    ...many(3, { severity: 'warning', id: 'npm-is-above' }),
  ]
  const headings = (/** @type {ReturnType<typeof screen>} */ out) => {
    printReport(findings, situation(), out)
    return out.lines.filter((line) => /^<(red|yellow|dim:and)/.test(line))
  }
  const error = '<red:error: proc-missing>'
  const warning = '<yellow:warning: npm-is-above>'
  const errors = Array(4).fill(error)
  assert.deepEqual(headings(screen({ height: 1 })), [...errors, warning, warning, warning])
  // A finding has four lines, and the facts have nine.
  const shown = (/** @type {number} */ height) => headings(screen({ isTerminal: true, height }))
  assert.deepEqual(shown(20), [...errors, restLine(3)])
  assert.deepEqual(shown(28), [...errors, restLine(3)])
  assert.deepEqual(shown(29), [...errors, warning, restLine(2)])
  assert.deepEqual(shown(37), [...errors, warning, warning, warning])
  const out = screen({ isTerminal: true, height: 28 })
  printReport(findings, situation(), out)
  const at = out.lines.indexOf(restLine(3))
  assert.deepEqual([at, out.lines[at - 1], out.lines[at + 1]], [16, '', ''])
  // However low the terminal is, the first finding and as many rows as the facts have are shown.
  findings.splice(0, 4)
  assert.deepEqual(shown(1), [warning, warning, restLine(1)])
  findings[0] = { ...findings[0], message: 'word '.repeat(200) }
  assert.deepEqual(shown(1), [warning, restLine(2)])
  findings[1] = { ...findings[1], severity: 'critical' }
  assert.deepEqual(shown(1), [warning, '<red:critical: npm-is-above>', restLine(1)])
})

test('the line of hidden findings is wrapped', () => {
  const out = screen({ isTerminal: true, height: 1, width: 30 })
  const findings = many(4, { severity: 'note' })
  printReport(findings, situation(), out)
  const at = out.lines.findIndex((line) => line.startsWith('<dim:and'))
  assert.deepEqual(out.lines.slice(at, at + 2), [
    '<dim:and 2 more: healthy, healthy>',
    '<dim:(--json)>',
  ])
})

test('PID 1 may be hidden, and its command line is cut', () => {
  assert.equal(fact({ pid1: null }, 'PID 1'), 'not visible')
  assert.equal(fact({ pid1: pid1({ argv: ['x'.repeat(200)] }) }, 'PID 1'), `${'x'.repeat(99)}…`)
})

test('the container and with whom it shares its PIDs', () => {
  assert.equal(fact({ container: 'none' }, 'container'), 'none')
  assert.equal(
    fact({ container: 'other' }, 'container'),
    'none known, but a PID namespace of its own',
  )
  assert.equal(fact({ sharing: 'pod' }, 'shares PIDs'), 'with the pod')
  assert.equal(fact({ sharing: 'host' }, 'shares PIDs'), 'with the host')
  assert.equal(fact({ sharing: 'other container' }, 'shares PIDs'), 'with another container')
})

test('who adopts orphans', () => {
  assert.equal(fact({ adopter: null }, 'orphans'), 'adopter unknown')
  const subreaper = { ...PARENT, isSubreaper: true }
  assert.equal(fact({ adopter: subreaper }, 'orphans'), 'adopted by PID 7 (app), a subreaper')
})

test('how many PIDs are used, of which limit', () => {
  const groups = [group({}, 2), group({}, 1)]
  assert.equal(fact({ groups, pidUsage: null }, 'PIDs'), 'limit unknown, 3 zombies')
  assert.equal(
    fact({ groups, pidUsage: pidUsage({ limit: null }) }, 'PIDs'),
    'limit unknown, 3 zombies',
  )
  assert.equal(
    fact({ groups, pidUsage: pidUsage({ cgroup: null, source: 'pid_max', zombies: 1 }) }, 'PIDs'),
    '8 of 100 (pid_max), 1 zombie',
  )
})

test('whether the native part loads', () => {
  assert.equal(fact({ loadError: new Error('no') }, 'native part'), 'does not load here')
  assert.equal(fact({ platform: 'darwin' }, 'native part'), 'does not load here')
})

test('the proof: reaped, not reaped, or not possible', () => {
  const proof = { reaped: true, by: PARENT, ms: 12, orphan: 99 }
  assert.equal(fact({ proof }, 'proof'), 'orphan reaped by PID 7 (app) after 12 ms')
  assert.equal(
    fact({ proof: { ...proof, reaped: false, by: null } }, 'proof'),
    'orphan not reaped by a process outside after 12 ms; its zombie stays: PID 99',
  )
  assert.equal(
    fact({ proofError: 'spawn x\n ENOENT' }, 'proof'),
    String.raw`no orphan could be made: spawn x\u000a ENOENT`,
  )
})

test('the JSON has the findings and every fact', () => {
  const { loadError, ...facts } = situation()
  assert.deepEqual(JSON.parse(asJson(OK, situation())), {
    findings: OK,
    ...facts,
    zombies: 0,
    nativePart: loadError,
  })
  const json = JSON.parse(
    asJson(OK, situation({ groups: [group({}, 3)], loadError: new Error('no') })),
  )
  assert.deepEqual(
    [json.zombies, json.groups[0].count, json.nativePart, json.loadError],
    [3, 3, 'no', undefined],
  )
})
