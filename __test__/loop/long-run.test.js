'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const { test } = require('node:test')

const { HANG, program, root, runNode, until } = require('../support/helpers')

test('200,000 reaped orphans leave heap and RSS flat after the first 20,000', async () => {
  const args = [
    '--expose-gc',
    // V8's young generation grows freely, by more than a leak would.
    '--max-semi-space-size=1',
    program('loop/long-run.js'),
  ]
  const { early, late } = await runNode(args, { timeout: 5 * HANG })
  // A leak of 32 bytes per orphan would be 5.8 MB.
  const MB = 1e6
  assert.ok(late.heapUsed - early.heapUsed < MB, JSON.stringify({ early, late }))
  assert.ok(late.rss - early.rss < 5 * MB, JSON.stringify({ early, late }))
})

/**
 * @param {number} pid
 * @returns {number} how many times the main thread has gone to sleep
 */
function sleeps(pid) {
  const status = fs.readFileSync(`/proc/${pid}/task/${pid}/status`, 'utf8')
  return Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(status)?.[1])
}

test('an idle process wakes up once a sweep at the most', async (t) => {
  const script = `
    const reaper = require(${JSON.stringify(root)}).startReaper({ sweepInterval: 50 })
    require('node:net').createServer().listen(0, '127.0.0.1')
    // Asked for by a signal, so that asking is not what wakes it up in between.
    process.on('SIGUSR2', () => console.log(reaper.stats.passes))`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  const pid = Number(child.pid)
  child.stdout.setEncoding('utf8')
  async function passes() {
    child.kill('SIGUSR2')
    const [line] = await once(child.stdout, 'data')
    return Number(line)
  }
  await until(() => fs.readFileSync(`/proc/${pid}/status`, 'utf8').includes('\nSigCgt:'), 'it runs')
  await until(
    () => /^SigCgt:.*[8-f]..$/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8')),
    'it listens',
  )
  await until(async () => (await passes()) > 5, 'it has settled')
  const [passesBefore, sleepsBefore] = [await passes(), sleeps(pid)]
  await until(() => sleeps(pid) > sleepsBefore + 40, 'it has swept some more')
  const [sleepsAfter, passesAfter] = [sleeps(pid), await passes()]
  const [slept, swept] = [sleepsAfter - sleepsBefore, passesAfter - passesBefore]
  // Reading the answers costs a few extra wake-ups.
  assert.ok(slept <= swept + 5, `slept ${slept} times, swept ${swept} times`)
})
