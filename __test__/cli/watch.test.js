'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { createInterface } = require('node:readline')
const { after, test } = require('node:test')

const { makeZombie, reap } = require('../..')
const { Samples } = require('../../lib/cli/watch/samples')
const { command } = require('../support/cli')

after(() => void reap())

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
  for (const line of await twoLines([])) {
    assert.match(
      line,
      /^\d{4}-\d\d-\d\dT[\d:.]+Z \d+ zombies, \d+ of \d+ PIDs used \(.*\), most of PID \d+ \(.*\)$/,
    )
  }
  reap()
})

test('--json prints a line of JSON each second', async () => {
  makeZombie()
  const [first, second] = (await twoLines(['--json'])).map((line) => JSON.parse(line))
  assert.ok(Date.parse(first.time) < Date.parse(second.time))
  const groups = second.groups.filter((/** @type {any} */ one) => one.parent?.pid === process.pid)
  assert.deepEqual([groups.length, groups[0].count, groups[0].verdict], [1, 1, 'mend-parent'])
  reap()
})

test('a zombie is transient until a second look has seen it', () => {
  const samples = new Samples()
  const pid = makeZombie()
  const stays = () =>
    samples.take().groups.find(({ zombies }) => zombies.some((one) => one.pid === pid))?.stays
  assert.deepEqual([stays(), stays()], [false, true])
  reap()
  assert.equal(samples.history.length, 2)
})
