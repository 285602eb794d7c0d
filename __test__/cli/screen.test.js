'use strict'

// watch in a terminal of 60 columns and 24 rows.

const assert = require('node:assert/strict')
const { after, test } = require('node:test')

const { makeZombie, reap } = require('../..')
const { command } = require('../support/cli')
const { descendantsOf } = require('../support/process-table')
const { inTerminal, plain } = require('../support/terminal')

const node = process.execPath

after(() => void reap())

const watch = [node, command, 'watch']
const LEAVE = '\x1b[?25h\x1b[?1049l'

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
  const frames = output.split('\x1b[H').slice(1)
  for (const frame of frames) {
    const lines = plain(frame).trimEnd().split('\r\n')
    assert.ok(lines.length <= 24, frame)
    for (const line of lines) assert.ok(line.length <= 60, line)
  }
  assert.match(plain(frames[1]), /^\d+ zombies.*\r\nzombies [▁-█]{2}\r\nPIDs    [▁-█]{2}\r\n/u)
  assert.match(plain(frames[1]), new RegExp(`3\\d{2} zombies of PID ${process.pid},`))
  reap()
})

/**
 * Runs watch in a shell in a terminal, ends it, and returns the output. The shell ends when the
 * mode of the terminal is as before, and the test has read so.
 * @param {(pid: number, terminal: import('@lydell/node-pty').IPty) => void} end gets the PID of the
 *   command
 */
async function watchInShell(end) {
  const script = `before=$(stty -g)
    "$@" & pid=$!
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

for (const [name, end, code] of /** @type {[string, (pid: number) => void, number][]} */ ([
  ['SIGTERM', (pid) => process.kill(pid, 'SIGTERM'), 143],
  ['SIGHUP', (pid) => process.kill(pid, 'SIGHUP'), 129],
  ['SIGKILL', (pid) => process.kill(pid, 'SIGKILL'), 137],
  [
    'SIGKILL to the process that draws',
    (pid) => process.kill(descendantsOf(pid)[0].pid, 'SIGKILL'),
    137,
  ],
])) {
  test(`after ${name} the terminal is as before watch`, async () => {
    const output = await watchInShell(end)
    assert.ok(output.includes(LEAVE), JSON.stringify(output.slice(-200)))
    assert.match(output, new RegExp(`code ${code}\r\n`))
    assert.match(output, /restored\r\n/)
  })
}
