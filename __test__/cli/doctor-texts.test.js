'use strict'

// The words of each finding.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { worded } = require('../../lib/cli/doctor/texts')
const { PARENT, group, pid1, pidUsage, situation } = require('../support/situation')

/** @typedef {import('../../lib/cli/doctor/findings').Found} Found */
/** @typedef {Partial<import('../support/situation').Situation>} Facts */

const NODE = pid1({ name: 'node', argv: ['node', 'app.js'], kind: 'node' })

/**
 * @param {Found['id']} id
 * @param {Partial<Found>} found
 * @param {Facts} [facts]
 */
function words(id, found = {}, facts = {}) {
  const [{ message, remedy }] = worded([{ severity: 'error', ...found, id }], situation(facts))
  return [message, remedy]
}

/** @param {Facts} facts */
function initRemedy(facts) {
  const [, remedy] = words('pid1-does-not-reap', { pid: 1 }, facts)
  return remedy
}

/** @param {Facts} facts */
function limitRemedy(facts) {
  const [, remedy] = words('no-pid-limit', {}, facts)
  return remedy
}

test('a finding has its id, its severity, its words, and a PID if one is at fault', () => {
  const text = {
    message: 'Nothing is wrong: no zombie stays. PID 1 is tini -- app.',
    remedy: 'Nothing to do. `doctor --prove` proves that orphans are reaped',
  }
  assert.deepEqual(
    worded(
      [
        { id: 'healthy', severity: 'ok' },
        { id: 'healthy', severity: 'ok', pid: 1 },
      ],
      situation(),
    ),
    [
      { id: 'healthy', severity: 'ok', ...text },
      { id: 'healthy', severity: 'ok', ...text, pid: 1 },
    ],
  )
})

test('healthy: zombies that go are told of, and a hidden PID 1 is not', () => {
  const [message] = words('healthy', {}, { groups: [group({ stays: false })], pid1: null })
  assert.equal(message, 'Nothing is wrong: no zombie stays, those seen are transient.')
})

test('pid-limit-near: where the limit is, and whether zombies are the reason', () => {
  assert.deepEqual(words('pid-limit-near', {}, { pidUsage: pidUsage({ tasks: 90 }) }), [
    '90 of 100 PIDs are used (limit: /group). None is a zombie.',
    '`docker run --pids-limit 200 IMAGE`',
  ])
  assert.deepEqual(
    words('pid-limit-near', {}, { pidUsage: pidUsage({ tasks: 90, zombies: 46 }) }),
    [
      '90 of 100 PIDs are used (limit: /group). 46 zombies among them.',
      'Reap the zombies first: see the other findings. A higher limit only delays the end',
    ],
  )
  const half = pidUsage({ tasks: 90, zombies: 45, source: 'pid_max', cgroup: null })
  assert.deepEqual(words('pid-limit-near', {}, { pidUsage: half }), [
    '90 of 100 PIDs are used (limit: pid_max). 45 zombies among them.',
    '`sysctl kernel.pid_max=200` on the machine',
  ])
})

test('parent-does-not-wait: a parent, a tracer and a parent outside', () => {
  const found = { pid: PARENT.pid, process: PARENT, zombies: 1 }
  assert.deepEqual(words('parent-does-not-wait', { ...found, reaper: 'parent' }), [
    'PID 7 (/usr/bin/app --serve) keeps 1 zombie. It lives and does not wait for its children.',
    'Mend or end PID 7: no init can help while it lives',
  ])
  assert.deepEqual(words('parent-does-not-wait', { ...found, reaper: 'tracer' }), [
    'PID 7 (/usr/bin/app --serve) traces 1 zombie, and does not wait for them.',
    'End PID 7. The parent can reap then',
  ])
  assert.deepEqual(words('parent-does-not-wait', { reaper: 'outside', zombies: 2 }), [
    'A parent in another PID namespace keeps 2 zombies.',
    'Find and end that parent on the host: `ps -eo pid,ppid,stat,args | grep " Z"`',
  ])
})

test('a long command line is cut, and an unknown one is called that', () => {
  const long = { ...PARENT, argv: ['x'.repeat(300)] }
  const [message] = words('parent-does-not-wait', { pid: 7, process: long, zombies: 1 })
  assert.ok(message.startsWith(`PID 7 (${'x'.repeat(199)}…) keeps`), message)
  const [unknown] = words('parent-does-not-wait', { pid: 7, zombies: 1 })
  assert.ok(unknown.startsWith('PID 7 (unknown) keeps'), unknown)
})

test('pid1-does-not-reap: here, as this command, and in another container', () => {
  const init = '`docker run --init IMAGE`, or `init: true` in compose.yaml'
  assert.deepEqual(words('pid1-does-not-reap', { pid: 1, process: NODE }, { pid1: NODE }), [
    'PID 1 (node app.js) does not reap orphans.',
    `${init}; or \`require('zombie-reaper').startReaper()\` in the program`,
  ])
  const [kept] = words('pid1-does-not-reap', { pid: 1, process: NODE, zombies: 3 }, { pid1: null })
  assert.equal(kept, 'PID 1 (node app.js) does not reap orphans. It keeps 3 zombies.')
  const command = { ...NODE, isThisCommand: true }
  assert.deepEqual(words('pid1-does-not-reap', { pid: 1, process: NODE }, { pid1: command }), [
    'This command is PID 1: no init is above it, and your program would be PID 1 too.',
    init,
  ])
  assert.deepEqual(words('pid1-does-not-reap', { pid: 7, process: PARENT, zombies: 1 }), [
    'PID 7 (/usr/bin/app --serve) is PID 1 of another container, and does not reap orphans.' +
      ' It keeps 1 zombie.',
    'In that container: `docker run --init IMAGE`, or `init: true` in compose.yaml;' +
      ' in Kubernetes `shareProcessNamespace: true` in the spec of the pod',
  ])
})

test('each platform has its own way to an init', () => {
  const inDockerfile = '`ENTRYPOINT ["node_modules/.bin/zombie-init", "--"]` in the Dockerfile'
  for (const [container, remedy] of /** @type {const} */ ([
    ['podman', '`podman run --init IMAGE`'],
    ['kubernetes', '`shareProcessNamespace: true` in the spec of the pod'],
    ['ecs', '`"initProcessEnabled": true` in linuxParameters of the task definition'],
    ['lambda', "`require('zombie-reaper').startReaper()` as the first line of the function"],
    ['cloud-run', "`require('zombie-reaper/init')` as the first line of the program"],
    ['containerd', inDockerfile],
    ['other', inDockerfile],
    ['none', inDockerfile],
  ])) {
    assert.equal(initRemedy({ container }), remedy)
    // Where the remedy is a line of the program already, no second one follows.
    const ours = "; or `require('zombie-reaper').startReaper()` in the program"
    const isLine = container === 'lambda' || container === 'cloud-run'
    assert.equal(initRemedy({ container, pid1: NODE }), isLine ? remedy : remedy + ours)
  }
})

test('each source of a limit has its own way to another limit', () => {
  for (const [source, expected] of /** @type {const} */ ([
    ['rlimit', '`ulimit -u 200` before the program starts'],
    ['threads-max', '`sysctl kernel.threads-max=200` on the machine'],
  ])) {
    const [, remedy] = words('pid-limit-near', {}, { pidUsage: pidUsage({ source }) })
    assert.equal(remedy, expected)
  }
  assert.equal(
    limitRemedy({ container: 'kubernetes' }),
    '`podPidsLimit: 512` in the configuration of the kubelet',
  )
  assert.equal(limitRemedy({ container: 'podman' }), '`podman run --pids-limit 512 IMAGE`')
  assert.equal(limitRemedy({ container: 'ecs' }), 'Write 512 to pids.max of the control group')
})

test('no-pid-limit: what a leak can do', () => {
  assert.deepEqual(words('no-pid-limit'), [
    'This container has no PID limit of its own. A leak can use every PID of the machine.',
    '`docker run --pids-limit 512 IMAGE`',
  ])
})

test('native-part-missing: the reason, or the platform', () => {
  const loadError = new Error('zombie-reaper cannot load X: no\nRun this.\nOr that.')
  assert.deepEqual(words('native-part-missing', {}, { loadError }), [
    'zombie-reaper cannot load X: no.',
    'Run this. Or that.',
  ])
  assert.deepEqual(words('native-part-missing', {}, { platform: 'darwin' }), [
    'zombie-reaper works on Linux only, and this is darwin. Nothing was examined.',
    'Run this command in the container: `docker run IMAGE npx --no zombie-reaper doctor`',
  ])
})

test('proc-missing and proc-restricted: how to see', () => {
  const remedy = '`mount -t proc proc /proc` in this PID namespace (`unshare --mount-proc`)'
  assert.deepEqual(words('proc-missing', {}, { proc: 'missing' }), [
    '/proc is missing, so no process can be seen.',
    remedy,
  ])
  assert.deepEqual(words('proc-missing', {}, { proc: 'foreign' }), [
    '/proc shows the processes of another PID namespace.',
    remedy,
  ])
  assert.deepEqual(words('proc-restricted', {}, { hidepid: 'hidepid=2' }), [
    '/proc hides the processes of other users (hidepid=2), PID 1 too. Zombies may be hidden.',
    'Run this command as root, as in `docker exec --user 0 CONTAINER`',
  ])
  const [unknown] = words('proc-restricted')
  assert.match(unknown, /users \(hidepid\), PID 1 too/)
})

test('npm-is-above: start the program itself, or with an init where this package is started', () => {
  const npm = pid1({ name: 'npm', argv: ['npm', 'start'], kind: 'package-manager' })
  assert.deepEqual(words('npm-is-above', { process: npm }, { pid1: npm }), [
    'PID 1 is a package manager (npm start). It reaps no orphan, and stands between the program' +
      ' and its signals.',
    '`CMD ["node", "app.js"]` in the Dockerfile, in place of `npm start`',
  ])
  const npx = pid1({ ...npm, argv: ['npx', 'zombie-reaper', 'doctor'] })
  const [, init] = words('npm-is-above', { process: npx }, { pid1: npx })
  assert.equal(init, '`docker run --init IMAGE`, or `init: true` in compose.yaml')
})

test('sigterm-is-dropped: it is, or it may be', () => {
  const handler = "`process.once('SIGTERM', () => process.exit(0))` in the program, or an init"
  assert.deepEqual(
    words('sigterm-is-dropped', { process: NODE, severity: 'note' }, { pid1: NODE }),
    [
      'PID 1 (node app.js) ends on SIGTERM only if the program has a handler.' +
        ' /proc does not show whether it has one.',
      handler,
    ],
  )
  const sh = pid1({ name: 'sh', argv: ['sh', '-c', 'app'], kind: 'shell' })
  assert.deepEqual(
    words('sigterm-is-dropped', { process: sh, severity: 'warning' }, { pid1: sh }),
    [
      'PID 1 (sh -c app) has no handler of SIGTERM, so the kernel drops it:' +
        ' `docker stop` waits, then kills.',
      '`docker run --init IMAGE`, or `init: true` in compose.yaml',
    ],
  )
})
