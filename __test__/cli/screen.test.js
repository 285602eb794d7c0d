'use strict'

// watch in a terminal of 60 columns and 24 rows.

const assert = require('node:assert/strict')
const { after, test } = require('node:test')

const { makeZombie, reap } = require('../..')
const { command } = require('../support/cli')
const { IN_NAMESPACE, preloading, skipWithoutNamespace } = require('../support/helpers')
const { descendantsOf } = require('../support/process-table')
const { inTerminal, plain } = require('../support/terminal')

const node = process.execPath

after(() => void reap())

const watch = [node, command, 'watch']
const LEAVE = '\x1b[?25h\x1b[?1049l'

const framesOf = (/** @type {string} */ output) => output.split('\x1b[H').slice(1)

test('watch draws one screen with a chart, and q ends it', async () => {
  for (let i = 0; i < 300; i++) makeZombie()
  let pressed = false
  let read = false
  // The shell ends when the test has read all. See watchInShell().
  const script = '"$@"; code=$?; echo over; read -r line; exit "$code"'
  const argv = ['sh', '-c', script, 'sh', ...watch]
  const { output: all, exitCode } = await inTerminal(argv, {
    onData: (soFar, terminal) => {
      if (!read && soFar.includes('over\r\n')) {
        read = true
        terminal.write('\r')
      }
      // The second frame has two columns in the chart.
      if (pressed || soFar.split('q: quit').length < 3) return
      pressed = true
      terminal.write('q')
    },
  })
  assert.equal(exitCode, 0)
  assert.ok(all.startsWith('\x1b[?1049h'))
  const end = all.indexOf(LEAVE)
  assert.ok(end > 0, JSON.stringify(all.slice(-30)))
  assert.equal(all.slice(end + LEAVE.length).trim(), 'over', JSON.stringify(all.slice(end)))
  const output = all.slice(0, end)
  const frames = framesOf(output)
  for (const frame of frames) {
    const lines = plain(frame).trimEnd().split('\r\n')
    assert.ok(lines.length <= 24, frame)
    for (const line of lines) assert.ok(line.length <= 60, line)
  }
  assert.match(plain(frames[1]), /^\d+ zombies.*\r\nzombies [▁-█]{2}\r\nPIDs    [▁-█]{2}\r\n/u)
  assert.match(plain(frames[1]), new RegExp(`3\\d{2} zombies of PID ${process.pid},`))
  reap()
})

// PID 1 of a container with five parents that do not wait. Its /proc hides PID 1.
const CONTAINER = `
for parent in 1 2 3 4 5; do sh -c 'sleep 0 & exec sleep 1000' & done
until [ "$(grep -ls '^State:.Z' /proc/[0-9]*/status | wc -l)" -eq 5 ]; do :; done
mount -t tmpfs none /proc/1
"$@"; exit $?`

test(
  'each frame fits the terminal, whose size may change',
  { skip: skipWithoutNamespace },
  async () => {
    const sizes = [24, 20, 19, 18, 17, 16, 15, 14, 5].map((rows) => [60, rows])
    sizes.push([12, 24], [5, 24])
    const { output, exitCode, signal } = await inTerminal(
      [...IN_NAMESPACE, 'sh', '-c', CONTAINER, 'sh', ...watch],
      {
        // Only a new size draws a frame.
        env: preloading('cli/no-interval.js'),
        onData: (soFar, terminal) => {
          if (!soFar.endsWith('\x1b[J')) return
          const next = sizes.at(framesOf(soFar).length)
          if (next === undefined) return terminal.write('\x03')
          // No other key ends watch.
          terminal.write('x')
          terminal.resize(next[0], next[1])
        },
      },
    )
    assert.deepEqual([exitCode, signal], [0, 0])
    const frames = framesOf(output)
    const screens = frames.map((frame) => plain(frame).split('\r\n'))
    for (const [index, lines] of screens.entries()) {
      const [columns, rows] = sizes[index]
      assert.ok(lines.length <= rows, `${rows} rows: ${lines.join('\n')}`)
      // No word is broken into less than ten columns.
      for (const line of lines) assert.ok(line.length <= Math.max(12, columns), line)
      assert.equal(lines.at(-1), 'q: quit')
      // At the end of a full line, this sequence would erase the last column.
      for (const line of frames[index].split('\r\n')) assert.ok(line.startsWith('\x1b[K'), line)
    }
    assert.deepEqual(screens[0].slice(3, 5), [
      '/proc hides the processes of other users (hidepid): run this',
      'as root',
    ])
    for (const lines of screens.slice(1, 8))
      assert.match(`${lines.at(-2)}`, /^and \d zombies of \d more parents \(--json\)$/)
    // A column may be several samples.
    assert.deepEqual(
      screens.map(([, chart]) => chart.length - 'zombies '.length),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 1],
    )
  },
)

/**
 * Runs watch in a shell in a terminal, ends it, and returns the output. The shell ends when the
 * mode of the terminal is as before, and the test has read so.
 * @param {(pid: number, terminal: import('@lydell/node-pty').IPty) => void} end gets the PID of the
 *   command
 * @param {string} stdin of the command
 */
async function watchInShell(end, stdin) {
  const script = `before=$(stty -g)
    "$@" <${stdin} & pid=$!
    echo "pid $pid"
    wait $pid
    echo "code $?"
    until [ "$(stty -g)" = "$before" ]; do :; done
    echo restored
    read -r line`
  // Job control gives the background no terminal, so without -m.
  let ended = false
  let read = false
  const { output } = await inTerminal(['sh', '-c', script, 'sh', ...watch], {
    onData: (soFar, terminal) => {
      // node-pty may drop what it has not read 200 ms after the exit (DESTROY_SOCKET_TIMEOUT_MS).
      if (!read && soFar.includes('restored\r\n')) {
        read = true
        terminal.write('\r')
      }
      const [, pid] = /pid (\d+)/.exec(soFar) ?? []
      if (ended || pid === undefined || !soFar.includes('q: quit')) return
      ended = true
      end(Number(pid), terminal)
    },
  })
  return output
}

for (const [
  name,
  end,
  code,
  stdin = '/dev/tty',
] of /** @type {[string, (pid: number) => void, number, string?][]} */ ([
  ['SIGTERM', (pid) => process.kill(pid, 'SIGTERM'), 143],
  ['SIGTERM, without keys,', (pid) => process.kill(pid, 'SIGTERM'), 143, '/dev/null'],
  ['SIGHUP', (pid) => process.kill(pid, 'SIGHUP'), 129],
  ['SIGKILL', (pid) => process.kill(pid, 'SIGKILL'), 137],
  [
    'SIGKILL to the process that draws',
    (pid) => process.kill(descendantsOf(pid)[0].pid, 'SIGKILL'),
    137,
  ],
])) {
  test(`after ${name} the terminal is as before watch`, async () => {
    const output = await watchInShell(end, stdin)
    assert.match(output, new RegExp(`code ${code}\r\n`))
    const [ended, rest] = output.split('restored\r\n')
    assert.deepEqual([ended.includes(LEAVE), rest?.trim()], [true, ''], JSON.stringify(output))
  })
}
