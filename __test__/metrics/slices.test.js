'use strict'

const assert = require('node:assert/strict')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap } = require('../..')
const { now } = require('../../lib/loop/clocks')
const { Slices } = require('../../lib/metrics/slices')
const { prometheusClient } = require('../programs/metrics/clients')

installSubreaper()
after(() => reap())

test('long work goes on in the next turn of the event loop, and loses nothing', async () => {
  const start = now()
  const slices = new Slices()
  /** @type {number[]} */
  const done = []
  let turns = 0
  let isOver = false
  setImmediate(function count() {
    turns++
    if (!isOver) setImmediate(count)
  })
  const pids = Array.from({ length: 128 }, (_, i) => i + 1)
  await slices.each(pids, (some) => {
    assert.notEqual(some.length, 0)
    done.push(...some)
    for (const end = now() + 3; now() < end;);
  })
  isOver = true
  assert.deepEqual(done, pids)
  assert.ok(slices.count > 2 && turns >= slices.count - 1, `${slices.count} slices, ${turns} turns`)
  assert.ok(slices.duration >= 9 && slices.duration <= now() - start)
})

test('a scrape of 2,000 zombies counts each of them, and lets the loop turn meanwhile', async () => {
  const COUNT = 2000
  const client = prometheusClient()
  const running = client.start()
  for (let i = 0; i < COUNT; i++) makeZombie()
  const read = client.read()
  // A second scrape meanwhile shares the look.
  const [samples, again] = await Promise.all([read, client.read()])
  const kind = process.pid === 1 ? 'pid1' : 'us'
  assert.equal(samples[`zombie_reaper_zombies{reaper="${kind}"}`], COUNT)
  assert.equal(samples.zombie_reaper_orphans, 0)
  assert.ok(samples.zombie_reaper_scrape_slices > 1)
  assert.deepEqual(again, samples)
  running.stop()
})
