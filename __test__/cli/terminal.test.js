'use strict'

// The commands in a terminal of 60 columns and 24 rows.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap } = require('../..')
const { command, runCommand } = require('../support/cli')
const {
  IN_NAMESPACE,
  skipWithoutNamespace: skip,
  temporaryFolder,
  until,
} = require('../support/helpers')
const { inTerminal, plain } = require('../support/terminal')

const node = process.execPath

installSubreaper()
after(() => reap())

test('3,000 zombies of many parents are still one screen, and --json has all', async (t) => {
  // Each sh has one zombie: it has started a child, and then become sleep, which does not wait.
  const script = `for i in $(seq 40); do sh -c 'sleep 0 & exec sleep 1000' "$i" & done; exec sleep 1000`
  const parents = spawn('sh', ['-c', script], { detached: true, stdio: 'ignore' })
  t.after(() => process.kill(-Number(parents.pid), 'SIGKILL'))
  for (let i = 0; i < 3000; i++) makeZombie()
  await until(
    () => JSON.parse(runCommand(['ps', '--json']).stdout).groups.length > 40,
    'each parent has its zombie',
  )
  const { output } = await inTerminal([node, command, 'ps'])
  const lines = plain(output).trimEnd().split('\r\n')
  assert.ok(lines.length <= 24, output)
  for (const line of lines) assert.ok(line.length <= 60, line)
  assert.match(lines[2], new RegExp(`^3000 zombies of PID ${process.pid},`))
  assert.match(/** @type {string} */ (lines.at(-1)), /^and \d+ zombies of \d+ more parents/)
  const { groups } = JSON.parse(runCommand(['ps', '--json'], { maxBuffer: 2 ** 24 }).stdout)
  assert.equal(groups[0].pids.length, 3000)
  reap()
})

test('names with control characters are escaped, also in a long command line', async (t) => {
  const name = 'x\n\x1b[2J\u202e'
  const folder = temporaryFolder()
  const file = path.join(folder, name)
  fs.symlinkSync('/bin/sleep', file)
  const script = 'sleep 0 & exec "$0" "$@"'
  const parent = spawn('sh', ['-c', script, file, '1000', ...Array(200).fill('0')])
  t.after(() => parent.kill('SIGKILL'))
  const find = () =>
    JSON.parse(runCommand(['ps', '--json']).stdout).groups.find(
      (/** @type {any} */ group) =>
        group.parent?.pid === parent.pid && group.parent.argv[0] === file,
    )
  await until(find, 'the program has its zombie')
  for (const args of [['ps'], ['ps', '--tree']]) {
    const { output } = await inTerminal([node, command, ...args], { rows: 500 })
    assert.ok(!output.includes(name) && !plain(output).includes('\x1b'))
    for (const line of plain(output).split('\r\n')) assert.ok(line.length <= 60, line)
    assert.ok(plain(output).replaceAll('\r\n  ', '').includes('x\\u000a\\u'), output)
  }
  assert.ok(find().parent.argv.length > 200)
})

test('in 60 columns no line breaks', { skip }, async () => {
  const argv = [...IN_NAMESPACE, node, command, 'doctor']
  const { output, exitCode } = await inTerminal(argv)
  assert.equal(exitCode, 1)
  const lines = plain(output).trimEnd().split('\r\n')
  for (const line of lines) assert.ok(line.length <= 60, line)
  assert.ok(lines.length <= 24, output)
})

test('in a terminal it has colours, and with NO_COLOR or in a pipe none', async () => {
  const argv = [process.execPath, command, 'doctor']
  const env = { ...process.env }
  for (const name of ['FORCE_COLOR', 'NO_COLOR']) delete env[name]
  const coloured = await inTerminal(argv, { env })
  assert.ok(coloured.output.includes('\x1b[3'), coloured.output)
  const without = await inTerminal(argv, { env: { ...env, NO_COLOR: '1' } })
  assert.equal(without.output, plain(without.output))
  const { stdout } = runCommand(['doctor'], { env })
  assert.equal(stdout, plain(stdout))
})
