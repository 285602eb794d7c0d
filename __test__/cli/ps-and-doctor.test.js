'use strict'

// `ps` and `doctor` beside a zombie of this process.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap } = require('../..')
const doctor = require('../../lib/cli/commands/doctor')
const ps = require('../../lib/cli/commands/ps')
const { parse } = require('../../lib/cli/frame/arguments')
const { until, untilAsleep } = require('../support/helpers')
const { descendantsOf } = require('../support/process-table')
const { screen } = require('../support/screen')

installSubreaper()
after(() => reap())

/**
 * @param {import('../../lib/cli/frame/arguments').Command} command
 * @param {string[]} args
 */
async function run(command, args) {
  const out = screen({ width: 1000, height: 1000 })
  const status = await command.run({ ...parse(args, command.options), rest: undefined, out })
  return { status, lines: out.lines }
}

test('ps lists the zombies, as text, as a tree and as JSON', async () => {
  const pid = makeZombie()
  const { status, lines } = await run(ps, [])
  assert.equal(status, 0)
  const at = lines.findIndex((line) => line.includes(` of PID ${process.pid}, the oldest`))
  assert.match(lines[at + 1], /^ {2}\S*node /)
  const tree = (await run(ps, ['--tree'])).lines
  assert.ok(tree.some((line) => line.includes(`└ ${process.pid} `)))
  assert.ok(lines.every((line) => !line.includes('└')))
  const json = await run(ps, ['--json'])
  const { groups, pidUsage, unseen } = JSON.parse(json.lines.join('\n'))
  assert.ok(groups.some((/** @type {any} */ { pids }) => pids.includes(pid)))
  assert.deepEqual([unseen, typeof pidUsage.tasks, json.status], [[], 'number', 0])
  reap()
})

test('doctor judges, as text and as JSON', async (t) => {
  const parent = spawn('sh', ['-c', 'sleep 0 & exec sleep 1000'], { stdio: 'ignore' })
  t.after(() => parent.kill('SIGKILL'))
  await untilAsleep(parent.pid)
  await until(
    () => descendantsOf(Number(parent.pid)).at(0)?.state === 'Z',
    'the parent has its zombie',
  )
  const { status, lines } = await run(doctor, [])
  assert.ok(
    lines.some((line) => line.startsWith(`  PID ${parent.pid} (sleep 1000) keeps 1 zombie`)),
  )
  assert.ok(!lines.some((line) => line.startsWith('<dim:proof')))
  const json = await run(doctor, ['--json'])
  const { findings, proof, nativePart, pid1 } = JSON.parse(json.lines.join('\n'))
  const [worst] = findings
  assert.deepEqual([status, json.status], Array(2).fill(worst.severity === 'critical' ? 2 : 1))
  const found = findings.find((/** @type {any} */ one) => one.pid === parent.pid)
  assert.deepEqual([found.id, found.severity], ['parent-does-not-wait', 'error'])
  assert.deepEqual([proof, nativePart, pid1.pid], [null, null, 1])
})

test('a proof that cannot be made leaves the exit code of the findings, or is 1', async (t) => {
  const { execPath } = process
  t.after(() => (process.execPath = execPath))
  const { status } = await run(doctor, [])
  process.execPath = '/no/such/node'
  assert.equal((await run(doctor, ['--prove'])).status, status || 1)
})

test('each takes no word, and has a help', async () => {
  for (const command of [ps, doctor]) {
    assert.match(command.help, /^Usage: zombie-reaper (ps|doctor) \[/)
    await assert.rejects(run(command, ['all']), /unexpected argument "all"/)
  }
})
