'use strict'

// The doctor, in each situation that it must know. Each is built for real, in a PID namespace.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const {
  command,
  diagnosis,
  doctor,
  runCommand,
  skipWithoutTini: withoutTini,
} = require('../support/cli')
const {
  IN_NAMESPACE,
  PIDS_CGROUP,
  copyPackage,
  program,
  root,
  runNode,
  skipWithoutNamespace: skip,
  skipWithoutPidsCgroup,
  skipWithoutRoot,
  temporaryFolder,
} = require('../support/helpers')
const { initPath, run } = require('../support/init-helpers')
const { descendantsOf } = require('../support/process-table')
const { tracedZombie } = require('../support/traced')

const node = process.execPath
const TINI = ['tini', '--']
const skipWithoutTini = skip || withoutTini

/**
 * Runs the doctor beside the zombies of one program.
 * @param {string[]} zombies arguments of zombies-then.js
 * @param {{ under?: string[], args?: string[] }} [options]
 */
async function besideZombies(zombies, { under = [...IN_NAMESPACE, ...TINI], args = [] } = {}) {
  const argv = [program('cli/zombies-then.js'), ...zombies, '--', node, command, 'doctor', '--json']
  const { pid, ...result } = await runNode([...argv, ...args], { under })
  return { pid, ...diagnosis(result) }
}

/**
 * @param {ReturnType<typeof diagnosis>} result
 * @param {string} id
 */
function finding({ findings }, id) {
  const found = findings.find((one) => one.id === id)
  assert.ok(found, JSON.stringify(findings))
  return found
}

for (const [name, init, skipped] of /** @type {[string, string[], string | false][]} */ ([
  ['tini', TINI, skipWithoutTini],
  ['zombie-init', [initPath, '--'], skip],
])) {
  test(`under ${name} it is healthy, and --prove proves it`, { skip: skipped }, () => {
    const under = [...IN_NAMESPACE, ...init]
    const plainly = doctor([], { under })
    assert.deepEqual([plainly.status, plainly.ids], [0, ['healthy']])
    assert.equal(plainly.report.pid1.kind, 'init')
    const { status, ids, report } = doctor(['--prove'], { under })
    assert.deepEqual([status, ids], [0, ['healthy']])
    assert.equal(report.proof.reaped, true)
    assert.deepEqual([report.proof.by.pid, report.proof.by.name], [1, name])
  })
}

test('the text of a healthy container names PID 1 and the proof', { skip: skipWithoutTini }, () => {
  const { status, stdout } = runCommand(['doctor', '--prove'], {
    under: [...IN_NAMESPACE, ...TINI],
  })
  assert.equal(status, 0)
  assert.match(stdout, /^ok: healthy$/m)
  assert.match(stdout, /^PID 1 +tini /m)
  assert.match(stdout, /^shares PIDs +with no other container seen$/m)
  assert.match(stdout, /^native part +loads here$/m)
  assert.match(stdout, /^proof +orphan reaped by PID 1 \(tini\) after \d+ ms$/m)
})

test('Node as PID 1 with zombies, seen from inside', { skip }, async () => {
  const result = await besideZombies(['3'], { under: IN_NAMESPACE })
  assert.equal(result.status, 1)
  assert.deepEqual(result.ids, ['pid1-does-not-reap', 'sigterm-is-dropped'])
  const { severity, pid, message, remedy } = finding(result, 'pid1-does-not-reap')
  assert.deepEqual([severity, pid], ['error', 1])
  assert.match(message, /keeps 3 zombies/)
  assert.match(remedy, /init/)
})

/**
 * Starts Node as PID 1 of a PID namespace, with 3 zombies.
 * @param {import('node:test').TestContext} t
 * @returns {Promise<number>} its PID here
 */
async function startContainer(t) {
  const wait = ['--', 'sh', '-c', 'echo ready >&2; exec sleep 1000']
  const argv = [...IN_NAMESPACE, node, program('cli/zombies-then.js'), '3', ...wait]
  const container = spawn(argv[0], argv.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] })
  t.after(() => container.kill('SIGKILL'))
  await once(container.stderr, 'data')
  return descendantsOf(Number(container.pid))[0].pid
}

test(
  'Node as PID 1 with zombies, seen from a second process',
  { skip: skip || skipWithoutRoot },
  async (t) => {
    // As `docker exec`: its parent is in another PID namespace.
    const under = ['nsenter', '--target', `${await startContainer(t)}`, '--pid', '--mount']
    const result = doctor([], { under })
    assert.deepEqual([result.status, result.ids], [1, ['pid1-does-not-reap', 'sigterm-is-dropped']])
    assert.match(
      finding(result, 'pid1-does-not-reap').message,
      /zombies-then\.js.* keeps 3 zombies/,
    )
  },
)

test('Node as PID 1 of another container, seen from the host', { skip }, async (t) => {
  const pid = await startContainer(t)
  const { status, findings, report } = doctor()
  const [{ id, severity, message, remedy }, ...others] = findings.filter((one) => one.pid === pid)
  assert.deepEqual(
    [id, severity, others, Number(status) > 0],
    ['pid1-does-not-reap', 'error', [], true],
  )
  assert.match(message, /^PID \d+ \(.*\) is PID 1 of another container/)
  assert.match(message, /keeps 3 zombies/)
  assert.match(remedy, /^In that container: `docker run --init IMAGE`/)
  const { verdict, text } = report.groups.find((/** @type {any} */ one) => one.parent?.pid === pid)
  assert.equal(verdict, 'init-helps')
  assert.equal(text, `PID ${pid} is PID 1 of another container: an init there helps`)
})

test('Node as PID 1 without zombies is known not to reap', { skip }, () => {
  const { status, ids, report } = doctor([], { under: IN_NAMESPACE })
  assert.deepEqual([status, ids], [1, ['pid1-does-not-reap']])
  assert.equal(report.pid1.isThisCommand, true)
})

test('with the automatic mode as PID 1, --prove is content', { skip }, async () => {
  const auto = path.join(program('.'), '../../auto.js')
  const under = [...IN_NAMESPACE, 'env', `NODE_OPTIONS=--require "${auto}"`]
  const { status, ids, report } = await besideZombies(['0'], { under, args: ['--prove'] })
  // Node catches SIGTERM itself, so its handlers are unknown: a note.
  assert.deepEqual([status, ids], [0, ['sigterm-is-dropped', 'healthy']])
  assert.deepEqual([report.proof.reaped, report.proof.by.pid], [true, 1])
})

test('sh as PID 1 reaps, and drops SIGTERM', { skip }, () => {
  const under = [...IN_NAMESPACE, 'sh', '-c', '"$@"; exit $?', 'sh']
  const result = doctor(['--prove'], { under })
  assert.deepEqual([result.status, result.ids], [1, ['sigterm-is-dropped']])
  assert.equal(result.report.pid1.kind, 'shell')
  assert.equal(result.report.proof.reaped, true)
  const handled = [...IN_NAMESPACE, 'sh', '-c', 'trap : TERM; "$@"; exit $?', 'sh']
  assert.deepEqual(doctor([], { under: handled }).ids, ['healthy'])
})

test('npm as PID 1 is above', { skip }, () => {
  const folder = temporaryFolder()
  const start = `${JSON.stringify(node)} ${JSON.stringify(command)} doctor --json`
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ scripts: { start } }))
  const argv = [...IN_NAMESPACE, 'npm', 'start', '--silent']
  const { status, ids, report } = diagnosis(run(argv, { cwd: folder }))
  assert.equal(status, 1)
  assert.deepEqual(ids, ['pid1-does-not-reap', 'npm-is-above'])
  assert.equal(report.pid1.kind, 'package-manager')
})

test('a living parent that does not wait is named', { skip: skipWithoutTini }, async () => {
  const result = await besideZombies(['4'])
  assert.deepEqual([result.status, result.ids], [1, ['parent-does-not-wait']])
  const { pid, message, remedy } = finding(result, 'parent-does-not-wait')
  assert.equal(pid, result.pid)
  assert.match(message, /zombies-then\.js 4 .* keeps 4 zombies/)
  assert.match(remedy, new RegExp(`Mend or end PID ${pid}`))
})

test(
  'a pids cgroup at 90 % has exit code 2',
  { skip: skipWithoutTini || skipWithoutPidsCgroup },
  async (t) => {
    const group = fs.mkdtempSync(path.join(PIDS_CGROUP, 'zombie-reaper-test-'))
    t.after(() => fs.rmdirSync(group))
    fs.writeFileSync(`${group}/pids.max`, '200')
    const enter = ['sh', '-c', `echo $$ > ${group}/cgroup.procs && exec "$@"`, 'sh']
    const result = await besideZombies(['155'], { under: [...enter, ...IN_NAMESPACE, ...TINI] })
    assert.equal(result.status, 2)
    assert.deepEqual(result.ids, ['pid-limit-near', 'parent-does-not-wait'])
    const { severity, message } = finding(result, 'pid-limit-near')
    assert.equal(severity, 'critical')
    const [, used = 0] = /^(\d+) of 200 PIDs are used/.exec(message) ?? []
    assert.ok(Number(used) >= 170, message)
    assert.ok(message.includes(group), message)
    assert.equal(result.report.pidUsage.cgroup, group)
    assert.ok(result.findings.every(({ id }) => id !== 'no-pid-limit'))
  },
)

test('a subreaper that does not wait is found', { skip: skipWithoutTini }, async () => {
  const { pid, ...found } = await besideZombies(['2', 'orphan'])
  assert.deepEqual([found.status, found.ids], [1, ['parent-does-not-wait']])
  assert.equal(finding(found, 'parent-does-not-wait').pid, pid)
})

test(
  'a subreaper that reaps is healthy, and named as the adopter',
  { skip: skipWithoutTini },
  () => {
    // A child in the session of a dead process proves that zombie-init has adopted it.
    const script = `setsid sh -c 'sleep 1000 & echo $! > "$0"' "$PIDFILE"; "$@"; code=$?; kill $(cat "$PIDFILE"); exit $code`
    const env = { ...process.env, PIDFILE: path.join(temporaryFolder(), 'pid') }
    const under = [...IN_NAMESPACE, ...TINI, initPath, '-s', '--', 'sh', '-c', script, 'sh']
    const { status, ids, report } = doctor(['--prove'], { under, env })
    assert.deepEqual([status, ids], [0, ['healthy']])
    assert.deepEqual([report.adopter.name, report.adopter.isSubreaper], ['zombie-init', true])
    assert.deepEqual([report.proof.by.name, report.proof.reaped], ['zombie-init', true])
  },
)

test('/proc with hidepid=2 is restricted', { skip: skip || skipWithoutRoot }, () => {
  const hide = ['sh', '-c', 'mount -o remount,hidepid=2 /proc && exec "$@"', 'sh']
  const user = ['setpriv', '--reuid=61234', '--regid=61234', '--clear-groups']
  const container = [...IN_NAMESPACE, ...hide, initPath, '--']
  const result = doctor([], { under: [...container, ...user] })
  assert.deepEqual([result.status, result.ids], [1, ['proc-restricted']])
  assert.match(finding(result, 'proc-restricted').message, /\(hidepid=/)
  // Root sees all.
  assert.deepEqual(doctor([], { under: container }).ids, ['healthy'])
})

test(
  'without the native part it says why, and sees the rest',
  { skip: skipWithoutTini },
  async () => {
    const copy = copyPackage()
    for (const file of fs.readdirSync(copy)) {
      if (file.endsWith('.node')) fs.rmSync(path.join(copy, file))
    }
    const file = path.join(copy, 'bin/zombie-reaper.js')
    const result = doctor(['--prove'], { file, under: [...IN_NAMESPACE, ...TINI] })
    assert.deepEqual([result.status, result.ids], [1, ['native-part-missing']])
    const { message, remedy } = finding(result, 'native-part-missing')
    assert.match(message, /cannot load its native part for linux-/)
    assert.match(remedy, /npm install/)
    assert.equal(result.report.pid1.name, 'tini')
    assert.equal(result.report.proof.reaped, true)
  },
)

test('off Linux it says so, and runs nothing', () => {
  for (const platform of ['darwin', 'win32']) {
    const env = { ...process.env, OTHER_PLATFORM: platform }
    const flags = ['--require', program('api/other-platform.js')]
    const result = doctor(['--prove'], { flags, env })
    assert.deepEqual([result.status, result.ids], [1, ['native-part-missing']])
    assert.match(finding(result, 'native-part-missing').message, new RegExp(`this is ${platform}`))
    assert.equal(result.report.proof, null)
  }
})

test('a container without a PID limit of its own gets a note', { skip }, () => {
  const env = { ...process.env, KUBERNETES_SERVICE_HOST: 'x' }
  const { status, findings, report } = doctor([], { under: [...IN_NAMESPACE, initPath, '--'], env })
  // A machine may have limited this process itself.
  const isLimited = ['cgroup', 'rlimit'].includes(report.pidUsage.source)
  const notes = findings.filter(({ id }) => id === 'no-pid-limit')
  assert.deepEqual([status, notes.length], [0, isLimited ? 0 : 1])
  for (const { severity, remedy } of notes)
    assert.deepEqual([severity, remedy.includes('podPidsLimit')], ['note', true])
})

test('a tracer that keeps a zombie is named', async (t) => {
  const { tracer } = await tracedZombie(t)
  const found = doctor().findings.find((one) => one.pid === tracer.pid)
  assert.equal(found?.id, 'parent-does-not-wait')
  assert.match(String(found?.message), /traces 1 zombie/)
  tracer.stdin.end()
  await once(tracer, 'exit')
})

test('docs/command-line.md has every id, and no other', () => {
  const { TEXTS } = require('../../lib/cli/doctor/texts')
  const page = fs.readFileSync(path.join(root, 'docs/command-line.md'), 'utf8')
  const ids = [...page.matchAll(/^\| `([a-z0-9-]+)` +\| (critical|error|warning|note|ok)\b/gm)]
  assert.deepEqual(ids.map(([, id]) => id).toSorted(), Object.keys(TEXTS).toSorted())
})

test(
  'each finding has an id, a severity, a message and a remedy, the worst first',
  { skip },
  () => {
    const { findings } = doctor([], { under: IN_NAMESPACE })
    for (const { id, severity, message, remedy } of findings) {
      for (const text of [id, severity, message, remedy]) assert.ok(text.length > 0)
    }
    const order = ['critical', 'error', 'warning', 'note', 'ok']
    const ranks = findings.map(({ severity }) => order.indexOf(severity))
    assert.deepEqual(ranks, ranks.toSorted())
  },
)
