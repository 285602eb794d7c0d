'use strict'

// The commands in a terminal of 60 columns and 24 rows.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { after, test } = require('node:test')

const { installSubreaper, makeZombie, reap } = require('../..')
const { printReport } = require('../../lib/cli/doctor/report')
const { situationHere } = require('../../lib/cli/doctor/situation')
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
  assert.match(lines[2], new RegExp(`^[34]\\d{3} zombies of PID ${process.pid},`))
  assert.match(/** @type {string} */ (lines.at(-1)), /^and \d+ zombies of \d+ more parents/)
  const { groups } = JSON.parse(runCommand(['ps', '--json'], { maxBuffer: 2 ** 24 }).stdout)
  assert.ok(groups[0].pids.length >= 3000)
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
  const json = runCommand(['ps', '--json']).stdout
  assert.ok(json.includes('\\u202e') && !json.includes('\u202e'))
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

/**
 * Returns the report of findings in 24 rows.
 * @param {[string, string][]} found
 * @param {import('../../lib/cli/doctor/situation').Situation} situation
 * @param {boolean} isTerminal
 */
function reportOf(found, situation, isTerminal) {
  const findings = found.map(([severity, id]) => ({ severity, id, message: 'x', remedy: 'y' }))
  /** @type {string[]} */
  const lines = []
  printReport(/** @type {any} */ (findings), situation, {
    print: (line = '') => lines.push(line),
    paint: (_, text) => text,
    width: 80,
    height: 24,
    isTerminal,
  })
  return lines
}

test('a low terminal shows every error, and names the findings that it hides', async () => {
  const situation = await situationHere({ prove: false })
  /** @type {[string, string][]} */
  const found = [
    ['error', 'parent-does-not-wait'],
    ['error', 'parent-does-not-wait'],
    ['error', 'parent-does-not-wait'],
    ['error', 'parent-does-not-wait'],
    ['error', 'pid1-does-not-reap'],
    ['warning', 'sigterm-is-dropped'],
    ['note', 'no-pid-limit'],
  ]
  const shown = reportOf(found, situation, true)
  assert.deepEqual(
    shown.filter((line) => /^(error|warning|note): /.test(line)),
    found.slice(0, 5).map((one) => one.join(': ')),
  )
  assert.ok(shown.includes('and 2 more: sigterm-is-dropped, no-pid-limit (--json)'))
  const piped = reportOf(found, situation, false)
  for (const one of found) assert.ok(piped.includes(one.join(': ')))
})

test('in a terminal it has colours, and with NO_COLOR or in a pipe none', async () => {
  const argv = [process.execPath, command, 'doctor']
  const env = { ...process.env }
  // Node looks at these (tty.WriteStream, getColorDepth).
  for (const name of ['CI', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'NO_COLOR']) delete env[name]
  const coloured = await inTerminal(argv, { env })
  assert.ok(coloured.output.includes('\x1b[3'), coloured.output)
  const without = await inTerminal(argv, { env: { ...env, NO_COLOR: '1' } })
  assert.equal(without.output, plain(without.output))
  const { stdout } = runCommand(['doctor'], { env })
  assert.equal(stdout, plain(stdout))
})

test('run leaves Ctrl-C to the terminal: the program gets SIGINT once', async () => {
  // The second SIGINT would come before the end of stdin, which Ctrl-D makes.
  const program = `let count = 0
    process.on('SIGINT', () => console.log('count ' + ++count))
    process.stdin.on('end', () => process.exit(count)).resume()
    console.log('ready')`
  let state = 0
  const { exitCode, output } = await inTerminal([node, command, 'run', '--', node, '-e', program], {
    onData: (soFar, terminal) => {
      if (state === 0 && soFar.includes('ready')) {
        state = 1
        terminal.write('\x03')
      } else if (state === 1 && soFar.includes('count 1')) {
        state = 2
        terminal.write('\x04')
      }
    },
  })
  assert.equal(exitCode, 1, output)
})
