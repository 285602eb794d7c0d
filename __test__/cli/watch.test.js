'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { createInterface } = require('node:readline')
const { afterEach, test } = require('node:test')

const { makeZombie, reap } = require('../..')
const { jsonLine, plainLine } = require('../../lib/cli/watch/lines')
const { Samples } = require('../../lib/cli/watch/samples')
const { command } = require('../support/cli')
const { copyPackage, until, untilReaped } = require('../support/helpers')
const { zombiesOf } = require('../support/process-table')

// One reap() may leave a zombie, and the next test counts the zombies of this process.
afterEach(() =>
  until(() => {
    reap()
    return zombiesOf(process.pid).length === 0
  }, 'no zombie is left'),
)

test('zombies of a parent are transient until a second look has seen one of them', async () => {
  const samples = new Samples()
  const pid = makeZombie()
  const groupOf = (/** @type {number} */ one) =>
    samples.take().groups.find(({ zombies }) => zombies.some((zombie) => zombie.pid === one))
  assert.deepEqual([groupOf(pid)?.stays, groupOf(pid)?.stays], [false, true])
  const other = makeZombie()
  assert.equal(groupOf(other)?.stays, true)
  await untilReaped([pid, other])
  assert.equal(groupOf(makeZombie())?.stays, false)
})

test('the last five minutes are kept, the newest last', () => {
  const samples = new Samples()
  makeZombie()
  samples.history = Array.from({ length: 299 }, () => ({ zombies: 0, tasks: 0 }))
  const { zombies, usage } = samples.take()
  const newest = { zombies, tasks: Number(usage?.tasks) }
  assert.ok(zombies > 0)
  assert.deepEqual([samples.history.length, samples.history.at(-1)], [300, newest])
  assert.ok(newest.tasks > 0)
  samples.history[1] = newest
  samples.take()
  assert.deepEqual([samples.history.length, samples.history[0]], [300, newest])
})

test('without the native part the PIDs are unknown', () => {
  const copy = copyPackage()
  for (const file of fs.readdirSync(copy))
    if (file.endsWith('.node')) fs.rmSync(path.join(copy, file))
  const samples = new (require(path.join(copy, 'lib/cli/watch/samples')).Samples)()
  const sample = samples.take()
  assert.equal(sample.usage, undefined)
  assert.equal(samples.history[0].tasks, 0)
  assert.match(plainLine(sample), /^\S+ \d+ zombies?(, most of PID .*)?$/)
  assert.equal(JSON.parse(jsonLine(sample)).pidUsage, null)
})

/**
 * Returns the line of a sample, without its time.
 * @param {object} sample
 */
function lineOf(sample) {
  return plainLine(/** @type {any} */ ({ zombies: 1, groups: [], ...sample })).replace(/^\S+Z /, '')
}

test('a line has the zombies, the PIDs, and the parent with the most', () => {
  const usage = { tasks: 8, limit: 500, source: 'pid_max' }
  const culprit = { pid: 7, name: 'sh', argv: ['sh\x1b', 'a'.repeat(200)] }
  assert.equal(lineOf({}), '1 zombie')
  assert.equal(lineOf({ usage, zombies: 2 }), '2 zombies, 8 of 500 PIDs used (pid_max)')
  assert.equal(
    lineOf({ groups: [{ culprit }, { culprit: { pid: 8, name: 'b', argv: [] } }] }),
    `1 zombie, most of PID 7 (sh\\u001b ${'a'.repeat(90)}…)`,
  )
  assert.equal(lineOf({ groups: [{ culprit: null }] }), '1 zombie')
})

/**
 * Returns the first two lines of a watch that writes into a pipe.
 * @param {string[]} args
 */
async function twoLines(args) {
  const child = spawn(process.execPath, [command, 'watch', ...args])
  const lines = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (lines.length === 2) break
  }
  child.kill('SIGTERM')
  await once(child, 'exit')
  return lines
}

test('without a terminal it prints a plain line each second', async () => {
  for (let i = 0; i < 50; i++) makeZombie()
  for (const printed of await twoLines([])) {
    assert.match(
      printed,
      /^\d{4}-\d\d-\d\dT[\d:.]+Z \d+ zombies, \d+ of \d+ PIDs used \(.*\), most of PID \d+ \(.*\)$/,
    )
  }
})

test('--json prints a line of JSON each second', async () => {
  makeZombie()
  const [first, second] = (await twoLines(['--json'])).map((text) => JSON.parse(text))
  assert.ok(Date.parse(first.time) < Date.parse(second.time))
  const groups = second.groups.filter((/** @type {any} */ one) => one.parent?.pid === process.pid)
  assert.deepEqual([groups.length, groups[0].count, groups[0].verdict], [1, 1, 'mend-parent'])
})
