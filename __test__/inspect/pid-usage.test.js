'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')

const { makeZombie, pidUsage, reap } = require('../..')
const {
  IN_NAMESPACE,
  PIDS_CGROUP,
  program,
  root,
  runNode,
  skipUnless,
  skipWithoutNamespace,
  skipWithoutPidsCgroup,
  skipWithoutRoot,
  temporaryFolder,
} = require('../support/helpers')

const ZOMBIES = 7

/**
 * Runs pid-usage.js and checks everything that does not depend on the source of the limit. The
 * number of started processes may exceed the reported headroom by `slack`.
 * @param {string[]} under
 * @param {number} [slack]
 * @returns {Promise<import('../..').PidUsage>}
 */
async function usageUnder(under, slack = 0) {
  // A zombie outside the limit does not count against the limit.
  makeZombie()
  const result = await runNode([program('inspect/pid-usage.js'), `${ZOMBIES}`], { under })
  reap()
  const { before, usage, made, full, after } = result
  assert.equal(usage.limit - usage.tasks, usage.headroom)
  assert.ok(made >= usage.headroom && made <= usage.headroom + slack, JSON.stringify(result))
  assert.equal(full.headroom, 0)
  assert.deepEqual(
    [before, usage, full, after].map(({ zombies }) => zombies),
    [0, ZOMBIES, ZOMBIES + made, 0],
  )
  assert.equal(usage.tasks - before.tasks, ZOMBIES)
  assert.deepEqual(after, before)
  return usage
}

/**
 * Makes a pids cgroup with another group in it. Both are removed when the test ends.
 * @param {import('node:test').TestContext} t
 * @param {{ outer: string, inner: string }} limits
 */
function makeGroups(t, limits) {
  const outer = fs.mkdtempSync(path.join(PIDS_CGROUP, 'zombie-reaper-test '))
  const inner = path.join(outer, 'inner')
  if (fs.existsSync(`${outer}/cgroup.subtree_control`)) {
    fs.writeFileSync(`${outer}/cgroup.subtree_control`, '+pids')
  }
  fs.mkdirSync(inner)
  t.after(() => {
    fs.rmdirSync(inner)
    fs.rmdirSync(outer)
  })
  fs.writeFileSync(`${outer}/pids.max`, limits.outer)
  fs.writeFileSync(`${inner}/pids.max`, limits.inner)
  return { outer, inner }
}

/** @param {string} group */
function inGroup(group) {
  return ['sh', '-c', `echo $$ > "${group}/cgroup.procs" && exec "$@"`, 'sh']
}

const inGroups = { skip: skipWithoutPidsCgroup }

test('the limit of our own cgroup is found, and exact', inGroups, async (t) => {
  const { inner } = makeGroups(t, { outer: '90', inner: '60' })
  const { source, cgroup, limit } = await usageUnder(inGroup(inner))
  assert.deepEqual([source, cgroup, limit], ['cgroup', inner, 60])
})

test('so is one above it that is tighter', inGroups, async (t) => {
  for (const limits of [
    { outer: '60', inner: '90' },
    { outer: '60', inner: 'max' },
  ]) {
    const { outer, inner } = makeGroups(t, limits)
    const { source, cgroup, limit } = await usageUnder(inGroup(inner))
    assert.deepEqual([source, cgroup, limit], ['cgroup', outer, 60])
  }
})

const V1 = PIDS_CGROUP.endsWith('pids')
const inV1 = {
  skip: skipWithoutPidsCgroup || skipUnless(V1, 'v2 allows no process in a group that has others'),
}

test('the tighter one is the one with less headroom', inV1, async (t) => {
  const { outer, inner } = makeGroups(t, { outer: '100', inner: '70' })
  // The sleepers die with PID 1.
  const sleepers = `echo $$ > "${outer}/cgroup.procs"; for i in $(seq 40); do sleep 1000 & done`
  const under = [...IN_NAMESPACE, 'sh', '-c', `${sleepers}; exec "$@"`, 'sh', ...inGroup(inner)]
  const { source, cgroup, limit } = await usageUnder(under)
  assert.deepEqual([source, cgroup, limit], ['cgroup', outer, 100])
})

test('a container sees its own group as the top', inGroups, async (t) => {
  const { outer } = makeGroups(t, { outer: '60', inner: '90' })
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper mount-'))
  t.after(() => fs.rmdirSync(top))
  const type = V1 ? '-t cgroup -o pids' : '-t cgroup2'
  for (const mount of [
    // A cgroup namespace, with a cgroup mount made in it.
    `umount "${PIDS_CGROUP}"; unshare --cgroup sh -c 'mount ${type} none "$0" && exec "$@"' "${top}" "$@"`,
    // A bind mount of the group.
    `mount --bind "${outer}" "${top}" && umount "${PIDS_CGROUP}" && exec "$@"`,
  ]) {
    const { source, cgroup, limit } = await usageUnder([
      ...inGroup(outer),
      'unshare',
      '--mount',
      'sh',
      '-c',
      mount,
      'sh',
    ])
    assert.deepEqual([source, cgroup, limit], ['cgroup', top, 60])
  }
})

// Only this test's processes have this user, even if another run of the tests is on this machine. So
// no other tasks count.
const UID = String(61_000 + (process.pid % 4000))
const AS_USER = ['setpriv', `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups']

test('RLIMIT_NPROC of a user is found, and exact', { skip: skipWithoutRoot }, async () => {
  const { source, cgroup, limit } = await usageUnder([...AS_USER, 'prlimit', '--nproc=60'])
  assert.deepEqual([source, cgroup, limit], ['rlimit', null, 60])
})

test('it counts the other processes of that user', { skip: skipWithoutRoot }, async () => {
  const sleepers = 'for i in $(seq 20); do sleep 1000 & done; exec "$@"'
  const { limit, tasks } = await usageUnder([
    'unshare',
    '--pid',
    '--fork',
    '--mount-proc',
    '--kill-child',
    ...AS_USER,
    'prlimit',
    '--nproc=60',
    'sh',
    '-c',
    sleepers,
    'sh',
  ])
  assert.equal(limit, 60)
  assert.ok(tasks > 20 + ZOMBIES, `${tasks}`)
})

test('it does not hold for root and with CAP_SYS_ADMIN', { skip: skipWithoutRoot }, async () => {
  const script = `console.log(JSON.stringify(require(${JSON.stringify(root)}).pidUsage().source))`
  const limited = ['prlimit', '--nproc=40']
  const keeping = (/** @type {string} */ capability) => [
    ...AS_USER,
    `--inh-caps=-all,+${capability}`,
    `--ambient-caps=-all,+${capability}`,
    ...limited,
  ]
  const source = (/** @type {string[]} */ under) => runNode(['-e', script], { under })
  assert.notEqual(await source(limited), 'rlimit')
  assert.notEqual(await source(keeping('sys_admin')), 'rlimit')
  assert.equal(await source(keeping('sys_ptrace')), 'rlimit')
  // Root of a user namespace is still that user outside.
  assert.equal(await source([...AS_USER, ...limited, 'unshare', '-r']), 'rlimit')
})

test(
  'pid_max of a PID namespace is found, and holds',
  {
    skip:
      skipWithoutRoot || skipWithoutNamespace || skipUnless(kernel() >= 6.14, 'needs Linux 6.14'),
  },
  async () => {
    // pid_max belongs to the namespace. A last PID of 299 lets the kernel continue with 300, as if
    // all PIDs below 300 had been given out.
    const script =
      'echo 400 > /proc/sys/kernel/pid_max; echo 299 > /proc/sys/kernel/ns_last_pid; exec "$@"'
    // PID 1 and its threads may have PIDs below 300.
    const { source, limit } = await usageUnder([...IN_NAMESPACE, 'sh', '-c', script, 'sh'], 1)
    assert.deepEqual([source, limit], ['pid_max', 100])
  },
)

function kernel() {
  const [major, minor] = os.release().split('.').map(Number)
  return major + minor / 100
}

test(
  'threads-max and pid_max are read where nothing else holds',
  {
    skip: skipWithoutRoot || skipWithoutNamespace,
  },
  async () => {
    // The number of tasks on a machine changes all the time, so that is faked too. A headroom of 0
    // is below that of any other limit.
    const folder = temporaryFolder()
    const tasks = path.join(folder, 'tasks')
    fs.writeFileSync(tasks, '0.01 0.02 0.03 1/1234 5678\n')
    const script = `console.log(JSON.stringify(require(${JSON.stringify(root)}).pidUsage()))`
    /** @param {string} file @param {number} value */
    const usageWithFake = (file, value) => {
      const fake = path.join(folder, file)
      fs.writeFileSync(fake, `${value}\n`)
      const mount = `mount --bind ${tasks} /proc/loadavg && mount --bind ${fake} /proc/sys/kernel/${file} && exec "$@"`
      return runNode(['-e', script], { under: ['unshare', '--mount', 'sh', '-c', mount, 'sh'] })
    }
    const threads = await usageWithFake('threads-max', 1234)
    const expected = { tasks: 1234, limit: 1234, headroom: 0 }
    assert.deepEqual(threads, { ...threads, ...expected, source: 'threads-max' })

    // In a PID namespace, pid_max may count the tasks of the namespace alone. No number of tasks is
    // below this limit.
    const pids = await usageWithFake('pid_max', 300 + 1)
    assert.deepEqual([pids.source, pids.limit], ['pid_max', 1])
  },
)

test('every number is there', () => {
  const usage = pidUsage()
  assert.ok(usage.source)
  assert.ok(usage.tasks > 1 && (usage.limit ?? 0) > usage.tasks)
  assert.equal(usage.cgroup !== null, usage.source === 'cgroup')
})
