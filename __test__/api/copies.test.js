'use strict'

// Two copies of the package in one process: two versions in one node_modules, or one copy in each
// vm context, as in Jest. The kernel has only one list of zombies for both copies.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { after, afterEach, test } = require('node:test')

const ours = require('../..')
const { copyPackage, program, root, runNode, startOrphan, until } = require('../support/helpers')

/** @type {typeof ours} */
const theirs = require(copyPackage())

ours.installSubreaper()
const alive = setInterval(() => {}, 1000)
after(() => clearInterval(alive))
/** @type {import('../..').Reaper | undefined} */
let reaper
afterEach(() => reaper?.stop())

const NEVER = 2 ** 31 - 1

test('they have one reaper, whichever starts it and whichever stops it', () => {
  assert.notEqual(theirs.reap, ours.reap)
  reaper = theirs.startReaper()
  assert.equal(ours.startReaper(), reaper)
  reaper.stop()
  reaper = ours.startReaper()
  assert.equal(theirs.startReaper(), reaper)
})

test('a job of one is told what the reaper of the other takes', async (t) => {
  reaper = theirs.startReaper({ quarantine: 0 })
  const job = ours.createJob()
  const pid = startOrphan(t, 'sleep 1000')
  job.add(pid)
  const { reaped } = await job.close()
  assert.deepEqual(
    reaped.map((process) => process.pid),
    [pid],
  )
})

test('a zombie that one has seen has its time of waiting with the other too', async () => {
  const pid = ours.makeZombie()
  reaper = theirs.startReaper({ quarantine: NEVER })
  await until(() => reaper?.stats.quarantined === 1, 'it has been seen')
  const zombie = ours.zombies().find((found) => found.pid === pid)
  assert.equal(zombie?.reaper, 'quarantine')
  reaper.stop()
  assert.equal(ours.reap().length, 1)
})

test('both hear of deaths, and one goes on when the other has done', async (t) => {
  const [first, second] = [startOrphan(t, 'sleep 1000'), startOrphan(t, 'sleep 1000')]
  const waits = [
    theirs.reapOrphans({ pids: [first], timeout: NEVER }),
    ours.reapOrphans({ pids: [second], timeout: NEVER }),
  ]
  process.kill(first, 'SIGKILL')
  await waits[0]
  process.kill(second, 'SIGKILL')
  await waits[1]
})

test('a copy in another vm context has the same reaper', async () => {
  assert.deepEqual(await runNode([program('api/context.js')]), {
    isOtherGlobal: true,
    isSameReaper: true,
    subreaper: [true, false],
  })
})

test('a version with another layout of what they share is refused', async () => {
  const copy = copyPackage()
  const file = path.join(copy, 'lib/support/shared.js')
  const text = fs.readFileSync(file, 'utf8')
  const changed = text.replace(/const LAYOUT = \d+/, 'const LAYOUT = -1')
  assert.notEqual(changed, text)
  fs.writeFileSync(file, changed)
  const script = `
    require(${JSON.stringify(root)}).startReaper()
    try { require(${JSON.stringify(copy)}).startReaper() } catch ({ code, message }) {
      console.log(JSON.stringify([code, message]))
    }`
  const [code, message] = await runNode(['-e', script])
  assert.equal(code, 'ERR_ZOMBIE_REAPER_OTHER_VERSION')
  assert.match(message, /npm ls zombie-reaper/)
})
