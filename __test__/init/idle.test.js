'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const { test } = require('node:test')
const { setTimeout: delay } = require('node:timers/promises')

const { compile, until } = require('../support/helpers')
const { initPath, startInit } = require('../support/init-helpers')

/**
 * @param {number} pid
 * @param {string} field of /proc/PID/status
 */
function statusOf(pid, field) {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1])
}

for (const flags of [[], ['--kill-after', '60']]) {
  test(`idle it never wakes up ${flags.join(' ')}`, async () => {
    const { pid } = await startInit([...flags, '--', compile('init/take-signals.c')])
    await until(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') S '), 'it sleeps')
    const wakeUps = () =>
      statusOf(pid, 'voluntary_ctxt_switches') + statusOf(pid, 'nonvoluntary_ctxt_switches')
    const before = wakeUps()
    // No condition can end this wait: the promise is that nothing happens in this time.
    await delay(3000)
    assert.equal(wakeUps(), before)
  })
}

test('it holds no more than 40 KiB of memory and 20 KB of disk', async () => {
  const { pid } = await startInit(['--', compile('init/take-signals.c')])
  const resident = statusOf(pid, 'VmRSS')
  assert.ok(resident <= 40, `${resident} KiB`)
  const { size } = fs.statSync(initPath)
  assert.ok(size <= 20_000, `${size} bytes`)
})

test('it needs no libc: it has one segment, and no interpreter', () => {
  const header = fs.readFileSync(initPath)
  const [PT_LOAD, PT_GNU_STACK] = [1, 0x6474e551]
  const types = Array.from({ length: header.readUInt16LE(56) }, (_, i) =>
    header.readUInt32LE(Number(header.readBigUInt64LE(32)) + i * header.readUInt16LE(54)),
  )
  assert.deepEqual(types, [PT_LOAD, PT_GNU_STACK])
})
