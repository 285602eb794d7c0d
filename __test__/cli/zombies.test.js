'use strict'

// How `ps` words the groups of zombies.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { test } = require('node:test')

const { printJson, printScreen } = require('../../lib/cli/zombies/listing')
const { groupLines, groupsAsJson } = require('../../lib/cli/zombies/report')
const { verdictOn } = require('../../lib/cli/zombies/verdict')
const { untilAsleep } = require('../support/helpers')
const { processInfo } = require('../support/process-table')
const { screen } = require('../support/screen')
const { PARENT, group, pidUsage } = require('../support/situation')

/** @typedef {import('../support/situation').Group} Group */

const NOTHING = { verdict: 'transient', text: 'transient: nothing to do' }

/**
 * @param {Group[]} groups
 * @param {Parameters<typeof screen>[0]} [size]
 * @param {{ tree?: boolean, usage?: import('../..').PidUsage, unseen?: string[] }} [options]
 */
function screenOf(groups, size, { tree = false, usage = pidUsage(), unseen = [] } = {}) {
  const out = screen(size)
  printScreen({ groups, usage, unseen }, out, { tree })
  return out.lines
}

test('the verdict names who must act', () => {
  assert.deepEqual(verdictOn(group()), {
    verdict: 'mend-parent',
    text: 'no init helps: mend or end PID 7 (app --serve)',
  })
  assert.deepEqual(verdictOn(group({ reaper: 'tracer' })), {
    verdict: 'end-tracer',
    text: 'end the tracer, PID 7 (app --serve)',
  })
  assert.deepEqual(verdictOn(group({ reaper: 'outside', culprit: null })), {
    verdict: 'look-outside',
    text: 'the parent is in another PID namespace: look there, on the host',
  })
  assert.deepEqual(verdictOn(group({ reaper: 'parent', culprit: null })), {
    verdict: 'mend-parent',
    text: 'no init helps: mend or end ',
  })
})

test('an init helps PID 1, also in another container', () => {
  const here = {
    verdict: 'init-helps',
    text: 'an init helps: `docker run --init`, or startReaper() in PID 1',
  }
  assert.deepEqual(verdictOn(group({ reaper: 'pid1', culprit: { ...PARENT, pid: 1 } })), here)
  assert.deepEqual(verdictOn(group({ reaper: 'pid1', culprit: null })), here)
  assert.deepEqual(verdictOn(group({ reaper: 'pid1' })), {
    verdict: 'init-helps',
    text: 'PID 7 is PID 1 of another container: an init there helps',
  })
})

test('zombies that go, and those of this process, need nothing', () => {
  assert.deepEqual(verdictOn(group({ stays: false })), NOTHING)
  assert.deepEqual(verdictOn(group({ reaper: 'us' })), NOTHING)
})

/** @param {string[]} argv of the parent */
function verdictText(argv) {
  return verdictOn(group({ culprit: { ...PARENT, argv } })).text
}

test('a verdict has a short command line, or the name', () => {
  const long = verdictText(['/usr/bin/node', 'a'.repeat(40)])
  assert.equal(long, `no init helps: mend or end PID 7 (node ${'a'.repeat(24)}…)`)
  assert.equal(verdictText([]), 'no init helps: mend or end PID 7 (app)')
  assert.equal(verdictText(['', 'x']), 'no init helps: mend or end PID 7 (app)')
})

test('a group has its size, its age, its command line and its verdict', () => {
  const minuteAgo = Date.now() - 90_000
  const usage = pidUsage({ tasks: 12 })
  assert.deepEqual(screenOf([group({}, 2, minuteAgo)], {}, { usage }), [
    '<bold:2 zombies, 12 of 100 PIDs used (cgroup)>',
    '',
    '<bold:2 zombies of PID 7, the oldest 1 min>',
    '  /usr/bin/app --serve',
    '<yellow:  no init helps: mend or end PID 7 (app --serve)>',
  ])
  assert.deepEqual(screenOf([group({ reaper: 'tracer' }, 1, minuteAgo)]).slice(2, 3), [
    '<bold:1 zombie traced by PID 7, the oldest 1 min>',
  ])
  assert.deepEqual(
    screenOf([group({ reaper: 'outside', culprit: null, stays: false }, 1, minuteAgo)]).slice(2),
    ['<dim:1 zombie of a parent outside, the oldest 1 min>', '<dim:  transient: nothing to do>'],
  )
})

test('without zombies there is one line', () => {
  assert.deepEqual(screenOf([]), ['<green:0 zombies, 8 of 100 PIDs used (cgroup)>'])
  const unlimited = pidUsage({ limit: null })
  assert.deepEqual(screenOf([], {}, { usage: unlimited }), ['<green:0 zombies>'])
  const out = screen()
  printScreen({ groups: [], usage: undefined, unseen: ['a\nb'] }, out, { tree: false })
  assert.deepEqual(out.lines, ['<green:0 zombies>', String.raw`a\u000ab`])
})

test('what cannot be seen is wrapped, and leaves less room', () => {
  const groups = [group(), group()]
  const unseen = ['one two three', 'four']
  const lines = screenOf(groups, { width: 10, height: 24 }, { unseen })
  assert.deepEqual(lines.slice(0, 5), ['<bold:2 zombies…>', 'one two', 'three', 'four', ''])
})

test('every line is cut or wrapped at the width', () => {
  const lines = screenOf([group({}, 2), group()], { width: 30, height: 7 })
  assert.deepEqual(lines.slice(2), [
    `<bold:${'2 zombies of PID 7, the oldest'.slice(0, 29)}…>`,
    '  /usr/bin/app --serve',
    '<yellow:  no init helps: mend or end>',
    '<yellow:  PID 7 (app --serve)>',
    '',
    '<dim:and 1 zombie of 1 more parent…>',
  ])
})

/** @param {string[]} argv of a parent */
function commandLines(argv) {
  const groups = [group({ culprit: { ...PARENT, argv } })]
  const lines = groupLines(groups, screen({ width: 11 }), { height: 99 })
  return lines.slice(1).filter((line) => line.startsWith('  '))
}

test('a command line takes three lines at most', () => {
  assert.deepEqual(commandLines(Array(3).fill('eightlet')), Array(3).fill('  eightlet'))
  assert.deepEqual(commandLines(Array(4).fill('eightlet')), [
    '  eightlet',
    '  eightlet',
    '  eightlet…',
  ])
  assert.deepEqual(commandLines(['a', 'b'.repeat(9), 'c'.repeat(9), 'd'.repeat(9)]), [
    '  a',
    '  bbbbbbbbb',
    '  cccccccc…',
  ])
})

test('one screen has the first group, and a line for the groups that do not fit', () => {
  const groups = [group({}, 3), group({}, 2), group()]
  const heads = (/** @type {number} */ height) =>
    groupLines(groups, screen(), { height })
      .filter((line) => /^<(bold|dim)/.test(line))
      .map((line) => Number(/\d+/.exec(line)))
  // A group has three lines and a blank line between, and the rest has two.
  assert.deepEqual(heads(0), [3, 3])
  assert.deepEqual(heads(8), [3, 3])
  assert.deepEqual(heads(9), [3, 2, 1])
  assert.deepEqual(heads(12), [3, 2, 1])
  assert.deepEqual(heads(13), [3, 2, 1])
  const { length } = groupLines(groups, screen(), { height: 9 })
  assert.equal(length, 9)
  assert.equal(groupLines(groups, screen(), { height: 13 }).length, 11)
  assert.deepEqual(groupLines(groups, screen(), { height: 8 }).slice(3), [
    '',
    '<dim:and 3 zombies of 2 more parents (--json)>',
  ])
  assert.equal(groupLines(groups, screen(), { height: 13 })[3], '')
})

test('the groups fill the height of the screen, and not more', () => {
  const groups = [group({}, 3), group({}, 2), group()]
  const isWhole = (/** @type {number} */ height, /** @type {string[]} */ unseen = []) =>
    !screenOf(groups, { height }, { unseen }).some((line) => line.includes('more parent'))
  // 13 lines with the head, one for the shell, and the two of the rest.
  assert.deepEqual([isWhole(15), isWhole(16)], [false, true])
  assert.deepEqual([isWhole(16, ['x']), isWhole(17, ['x'])], [false, true])
})

test('--tree shows each ancestor, one step further in', async (t) => {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  t.after(() => child.kill('SIGKILL'))
  await untilAsleep(child.pid)
  const pid = Number(child.pid)
  const chain = [pid]
  for (let parent = process.pid; parent > 0; parent = processInfo(parent)?.ppid ?? 0)
    chain.unshift(parent)
  const culprit = { ...PARENT, pid }
  const lines = screenOf([group({ culprit })], { width: 200 }, { tree: true }).slice(3, -1)
  const starts = chain.map((one, depth) =>
    depth === 0 ? `  ${one} ` : `${' '.repeat(2 * depth)}└ ${one} `,
  )
  assert.deepEqual(
    lines.map((line, i) => line.slice(0, starts[i]?.length)),
    starts,
  )
  assert.equal(lines.at(-1), `${starts.at(-1)}sleep 1000`)
  const narrow = screenOf([group({ culprit })], { width: 9 }, { tree: true })
  assert.ok(narrow.every((line) => line.replace(/^<\w+:(.*)>$/, '$1').length <= 12))
  const outside = group({ culprit: null, reaper: 'outside' })
  assert.equal(screenOf([outside], {}, { tree: true }).length, 4)
})

test('a process that is gone has no name in the tree', () => {
  // No PID is above PID_MAX_LIMIT (include/linux/threads.h).
  const culprit = { ...PARENT, pid: 2 ** 22 + 1 }
  const lines = screenOf([group({ culprit })], {}, { tree: true })
  assert.equal(lines[3], `  ${culprit.pid} unknown`)
})

test('the JSON has every group and every PID', () => {
  const groups = [group({}, 2, Date.UTC(2026, 0, 1)), group({ stays: false })]
  assert.deepEqual(groupsAsJson(groups)[0], {
    count: 2,
    oldest: '2026-01-01T00:00:00.000Z',
    parent: PARENT,
    reaper: 'parent',
    verdict: 'mend-parent',
    text: 'no init helps: mend or end PID 7 (app --serve)',
    pids: [100, 101],
  })
  const out = screen()
  const usage = pidUsage()
  printJson({ groups, usage, unseen: ['x'] }, out)
  printJson({ groups: [], usage: undefined, unseen: [] }, out)
  assert.deepEqual(
    out.lines.map((line) => JSON.parse(line)),
    [
      { zombies: 3, groups: groupsAsJson(groups), pidUsage: usage, unseen: ['x'] },
      { zombies: 0, groups: [], pidUsage: null, unseen: [] },
    ],
  )
})
