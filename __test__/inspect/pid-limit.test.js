'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { PIDS_CGROUP, program, runNode, skipWithoutPidsCgroup } = require('../support/helpers')

test(
  'when the PID limit is full makeZombie says EAGAIN, leaves nothing, and works after a reap',
  {
    skip: skipWithoutPidsCgroup,
  },
  async (t) => {
    const group = fs.mkdtempSync(path.join(PIDS_CGROUP, 'zombie-reaper-test-'))
    t.after(() => fs.rmdirSync(group))
    fs.writeFileSync(`${group}/pids.max`, '100')
    const result = await runNode([program('inspect/pid-limit.js')], {
      under: ['sh', '-c', `echo $$ > ${group}/cgroup.procs && exec "$@"`, 'sh'],
    })
    for (const error of [result.error, result.orphanError]) {
      const { message, ...rest } = error
      assert.deepEqual(rest, { code: 'EAGAIN', errno: -11, syscall: 'clone' })
      assert.match(message, /^EAGAIN: .*, clone\. .*limit/)
    }
    // One free place is too few for an orphan, which also needs its launcher.
    assert.deepEqual(result.orphanLeft, 0)
    assert.ok(result.made > 10)
    assert.equal(result.reaped, result.made)
    assert.equal(result.works, true)
  },
)
