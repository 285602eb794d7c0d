'use strict'

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const os = require('node:os')
const { test } = require('node:test')

const { compile, skipWithoutStrace, until } = require('../support/helpers')
const { initPath, run } = require('../support/init-helpers')
const { descendantsOf, processInfo } = require('../support/process-table')

const refuse = compile('shared/refuse.c')
const refuseCall = compile('shared/refuse-call.c')
const init = [initPath, '-s']
const withoutSignals = [refuse, 'rt_sigtimedwait']
const { EAGAIN, EINTR, EPERM } = os.constants.errno
const [RT_SIGPROCMASK, RT_SIGTIMEDWAIT] = process.arch === 'x64' ? [14, 128] : [135, 137]

for (const [refused, filters, failed] of /** @type {[string, string[], string][]} */ ([
  ['rt_sigtimedwait', withoutSignals, 'Waiting for'],
  ['rt_sigtimedwait and waitid', [...withoutSignals, refuse, 'waitid'], 'Waiting for'],
  ['rt_sigprocmask', [refuseCall, `${RT_SIGPROCMASK}`, `${EPERM}`], 'Blocking'],
])) {
  const [file, ...args] = [...filters, ...init]

  test(`without ${refused} it reaps and ends with the program, and warns once`, () => {
    // Two orphans: the second starts after the first has gone.
    const orphan =
      'pid=$(sh -c "sleep 0.01 >&2 & echo \\$!"); while [ -d /proc/$pid ]; do :; done; echo gone'
    const { status, stdout, stderr } = run([
      file,
      ...args,
      'sh',
      '-c',
      `${orphan}; ${orphan}; exit 9`,
    ])
    assert.equal(stdout, 'gone\ngone\n')
    assert.equal(
      stderr.replace(/\d+/, 'PID'),
      `[WARN  zombie-init (PID)] ${failed} signals failed: Operation not permitted (EPERM).
zombie-init still reaps zombies, but it does not forward signals.
To fix the problem, let the seccomp filter allow rt_sigprocmask and rt_sigtimedwait.
`,
    )
    assert.equal(status, 9)
  })
}

for (const [refused, filters] of /** @type {[string, string[]][]} */ ([
  ['rt_sigtimedwait', withoutSignals],
  ['rt_sigtimedwait and waitid', [...withoutSignals, refuse, 'waitid']],
  ['rt_sigprocmask', [refuseCall, `${RT_SIGPROCMASK}`, `${EPERM}`]],
  // The kernel itself returns these: EAGAIN after a timeout, EINTR after a stop (sigtimedwait(2)).
  ['rt_sigtimedwait, with EAGAIN,', [refuseCall, `${RT_SIGTIMEDWAIT}`, `${EAGAIN}`]],
  ['rt_sigtimedwait, with EINTR,', [refuseCall, `${RT_SIGTIMEDWAIT}`, `${EINTR}`]],
])) {
  const [file, ...args] = [...filters, ...init]

  test(`without ${refused} it sleeps until the program ends`, async () => {
    const child = spawn(file, [...args, 'sh', '-c', 'cat; exit 9'], {
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    let warning = ''
    child.stderr.setEncoding('utf8').on('data', (text) => (warning += text))
    await until(() => warning.endsWith('\n'), 'it has warned')
    const pid = /** @type {number} */ (child.pid)
    // 100 looks in a row: an init that polls also looks asleep for a moment.
    const states = () => Array.from({ length: 100 }, () => processInfo(pid)?.state)
    await until(() => states().every((state) => state === 'S'), 'it sleeps')
    // The init blocks SIGTERM, so the signal must not end it. It would end an init that cannot
    // block.
    if (refused !== 'rt_sigprocmask') child.kill('SIGTERM')
    child.stdin.end()
    assert.equal(await until(() => child.exitCode ?? child.signalCode, 'it has ended'), 9)
  })
}

test(
  'a wait that is interrupted now and then is made again',
  { skip: skipWithoutStrace },
  async () => {
    // Of each three calls one fails, and never two in a row. The program is not traced.
    const inject = ['-e', 'inject=rt_sigtimedwait:error=EINTR:when=2+3']
    const command = [
      ...inject,
      '-o',
      '/dev/null',
      initPath,
      '-s',
      '--',
      compile('init/take-signals.c'),
    ]
    const child = spawn('strace', command, { stdio: ['ignore', 'pipe', 'pipe'] })
    let [output, warning] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (warning += text))
    await until(() => output === 'ready\n', 'the program is there')
    const [traced] = descendantsOf(Number(child.pid))
    for (let sent = 1; sent <= 10; sent++) {
      process.kill(traced.pid, 'SIGUSR1')
      await until(() => output === `ready\n${'10\n'.repeat(sent)}`, 'the signal is taken')
    }
    process.kill(traced.pid, 'SIGQUIT')
    assert.equal(await until(() => child.exitCode ?? child.signalCode, 'it has ended'), 7)
    assert.equal(warning, '')
  },
)

test('where no child can be waited for it says so and ends, like Tini, rather than never', () => {
  const { status, stderr } = run([refuse, 'wait4', initPath, '-s', '--', 'true'])
  assert.match(
    stderr,
    /^\[FATAL zombie-init \(\d+\)\] Waiting for the program failed: Operation not permitted \(EPERM\)\n$/,
  )
  assert.equal(status, 1)
})
