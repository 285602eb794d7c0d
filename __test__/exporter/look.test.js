'use strict'

// Real zombies in real control groups.

const assert = require('node:assert/strict')
const { spawn } = require('node:child_process')
const { randomUUID } = require('node:crypto')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { createInterface } = require('node:readline')
const { test } = require('node:test')

const { initPath } = require('../..')
const { SERIES } = require('../../lib/exporter/look/fold')
const { Looks } = require('../../lib/exporter/look/look')
const { NAMES } = require('../../lib/exporter/look/names')
const { inGroup, makeGroup, makePod, startContainer } = require('../support/container-groups')
const {
  HANG,
  IN_NAMESPACE,
  copyPackage,
  program,
  root,
  runNode,
  skipUnless,
  skipWithoutNamespace,
  skipWithoutPidsCgroup,
  skipWithoutRoot,
  temporaryFolder,
  until,
  untilAsleep,
} = require('../support/helpers')
const { processInfo } = require('../support/process-table')

/** @typedef {import('../../lib/exporter/look/look').Sight} Sight */

const CGROUPS = '/sys/fs/cgroup'
const skip = skipWithoutPidsCgroup

/**
 * @param {Sight} sight
 * @param {string} id
 */
function ofContainer({ containers }, id) {
  const of = (/** @type {keyof Sight['containers']} */ key) =>
    containers[key].filter(({ labels }) => labels.container === id)
  return {
    zombies: of('zombies'),
    oldest: of('oldest'),
    pids: of('pids'),
    pidsLimit: of('pidsLimit'),
  }
}

/**
 * Looks until it is known which zombies of a container stay.
 * @param {InstanceType<typeof Looks>} looks
 * @param {string} id
 */
function untilKnown(looks, id) {
  return until(() => {
    const found = ofContainer(looks.take(), id)
    return found.zombies.some(({ labels }) => labels.verdict !== 'transient') ? found : null
  }, 'the zombies of the container stay')
}

/** @param {number} index */
function idOf(index) {
  return index.toString(16).padStart(64, '0')
}

test('the containers and the pods that use few PIDs are one series each', () => {
  const tree = temporaryFolder()
  fs.writeFileSync(path.join(tree, 'cgroup.controllers'), '')
  const add = (/** @type {string} */ group, /** @type {number} */ pids, max = 'max') => {
    fs.mkdirSync(path.join(tree, group))
    fs.writeFileSync(path.join(tree, group, 'pids.current'), `${pids}\n`)
    fs.writeFileSync(path.join(tree, group, 'pids.max'), `${max}\n`)
  }
  for (let index = 0; index < SERIES - 1; index++) add(`docker-${idOf(index)}.scope`, 1000)
  add(`docker-${idOf(SERIES)}.scope`, 5, '7')
  add(`docker-${idOf(SERIES + 1)}.scope`, 500, '6')
  add(`docker-${idOf(SERIES + 2)}.scope`, 6, '8')
  const uid = randomUUID()
  add(`kubepods-pod${uid.replaceAll('-', '_')}.slice`, 3)

  const { containers, folded, machine, processes } = new Looks(tree).take()
  const labels = { runtime: 'docker', container: idOf(SERIES + 1), pod: '' }
  assert.equal(containers.pids.length, SERIES + 2)
  assert.deepEqual(containers.pids.slice(SERIES - 1), [
    { labels, value: 500 },
    { labels: { runtime: '', container: 'other', pod: '' }, value: 11 },
    { labels: { runtime: '', container: '', pod: 'other' }, value: 3 },
  ])
  // A group without a limit has no such series.
  assert.deepEqual(
    containers.pidsLimit.map(({ value }) => value),
    [6, 8, 7],
  )
  assert.equal(folded, 3)
  assert.ok(Number(machine.pids) > 1)
  assert.ok(processes > 0)
})

test('it says what it cannot see: control groups, and processes of other PID namespaces', () => {
  const { containers, problems } = new Looks('/nonexistent').take()
  // The first PID namespace sees all processes (PROC_PID_INIT_INO, include/linux/proc_ns.h).
  const isFirst = fs.readlinkSync('/proc/self/ns/pid') === 'pid:[4026531836]'
  assert.equal(problems.includes('own-namespace-only'), !isFirst)
  assert.ok(problems.includes('cgroups-missing'))
  assert.deepEqual([containers.pids, containers.pidsLimit], [[], []])
})

test(
  'zombies are in the container of their parent, with its PIDs and its limit',
  { skip },
  async (t) => {
    const { id, group } = await startContainer(t, { zombies: 7, name: ['a"b\\c\nd'] })
    fs.writeFileSync(`${group}/pids.max`, '500')
    const looks = new Looks(CGROUPS)
    const labels = { runtime: 'docker', container: id, pod: '' }

    const start = performance.now()
    const first = ofContainer(looks.take(), id)
    assert.deepEqual(first.zombies, [
      { labels: { ...labels, parent: '', verdict: 'transient' }, value: 7 },
    ])
    assert.deepEqual(first.oldest, [{ labels, value: 0 }])

    const { zombies, oldest, pids, pidsLimit } = await untilKnown(looks, id)
    // The kernel cuts a name to 15 bytes. A line feed is escaped, as `ps` does.
    const parent = 'a"b\\c\\u000ad'
    assert.deepEqual(zombies, [{ labels: { ...labels, parent, verdict: 'mend-parent' }, value: 7 }])
    assert.deepEqual(oldest[0].labels, labels)
    const passed = (performance.now() - start) / 1000
    assert.ok(oldest[0].value >= 0.12 && oldest[0].value < passed, `${oldest[0].value} s`)
    // Node and its threads count, too.
    assert.deepEqual([pids[0].labels, pids[0].value > 8], [labels, true])
    assert.deepEqual(pidsLimit, [{ labels, value: 500 }])

    const later = ofContainer(looks.take(), id).oldest[0].value
    assert.ok(later > oldest[0].value)
  },
)

test('without a limit the limit is absent', { skip }, async (t) => {
  const { id } = makeGroup(t)
  const { pids, pidsLimit } = ofContainer(new Looks(CGROUPS).take(), id)
  assert.deepEqual([pids.map(({ value }) => value), pidsLimit], [[0], []])
})

test('an init helps where the parent is PID 1 of the container', { skip }, async (t) => {
  const { id } = await startContainer(t, { under: IN_NAMESPACE })
  const { zombies } = await untilKnown(new Looks(CGROUPS), id)
  assert.deepEqual(
    zombies.map(({ labels, value }) => [labels.verdict, value]),
    [['init-helps', 5]],
  )
})

test('a process that renames itself for each look makes no more series', { skip }, async (t) => {
  const { id, child } = await startContainer(t, { name: ['agent'] })
  const looks = new Looks(CGROUPS)
  await untilKnown(looks, id)
  const names = new Set()
  for (let i = 0; i < NAMES + 5; i++) {
    child.stdin.write(`agent ${i}\n`)
    await until(() => processInfo(Number(child.pid))?.name === `agent ${i}`, 'it has the name')
    const sight = looks.take()
    const [{ labels, value }, ...others] = ofContainer(sight, id).zombies
    names.add(labels.parent)
    assert.deepEqual([value, others], [5, []])
    if (labels.parent === 'other') assert.ok(sight.folded >= 1)
  }
  assert.deepEqual([names.size, names.has('other')], [NAMES, true])
})

const [, UNIFIED = ''] =
  /^(?:\S+ ){4}(\S+) .* - cgroup2 /m.exec(fs.readFileSync('/proc/self/mountinfo', 'utf8')) ?? []

test(
  'a zombie whose parent is outside of all containers is in its own, as after `docker exec`',
  { skip: skipWithoutRoot || skipUnless(UNIFIED !== '', 'needs cgroup version 2') },
  async (t) => {
    const { id, group } = makeGroup(t, { hierarchy: UNIFIED, before: () => end() })
    // The child goes into the group and ends. Its parent, by then a sleep, does not wait.
    const script = `exec 3<&0; sh -c 'read line <&3; echo $$ > "$0"' ${group}/cgroup.procs & exec sleep 1000`
    const parent = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'inherit'] })
    const ended = once(parent, 'exit')
    function end() {
      parent.kill('SIGKILL')
      return ended
    }
    await untilAsleep(parent.pid)
    parent.stdin.end('\n')
    const { zombies } = await untilKnown(new Looks(CGROUPS), id)
    assert.deepEqual(
      zombies.map(({ labels, value }) => [labels.parent, labels.verdict, value]),
      [['sleep', 'mend-parent', 1]],
    )
  },
)

test(
  'a zombie whose parent is in another PID namespace has no name of a parent',
  { skip: skipWithoutRoot || skipWithoutNamespace },
  async (t) => {
    const code = `const { Looks } = require(${JSON.stringify(path.join(root, 'lib/exporter/look/look'))})
      const looks = new Looks('/nonexistent')
      let found
      for (const end = Date.now() + ${HANG}; found === undefined && Date.now() < end; )
        found = looks.take().containers.zombies.find(({ labels }) => labels.verdict === 'look-outside')
      console.log(JSON.stringify(found.labels.parent))`
    // The shell stays outside of the new namespace: only its children are inside (unshare(2)).
    const script = `unshare --mount sh -c 'mount -t proc none /proc && exec "$@"' sh "$@" &
      sleep 1000 >/dev/null & echo $!; exec sleep 1000`
    const args = ['--pid', 'sh', '-c', script, 'sh', process.execPath, '-e', code]
    const outside = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    t.after(async () => {
      outside.stdout.destroy()
      outside.kill('SIGKILL')
      await once(outside, 'exit')
    })
    const lines = createInterface({ input: outside.stdout })[Symbol.asyncIterator]()
    const { value: pid } = await lines.next()
    await untilAsleep(outside.pid)
    process.kill(Number(pid), 'SIGKILL')
    const { value: parent } = await lines.next()
    assert.equal(parent, '""')
  },
)

test('from a cgroup namespace of its own it finds its neighbours', { skip }, async (t) => {
  const { id } = await startContainer(t)
  const { group } = makeGroup(t)
  const under = [...inGroup(group), 'unshare', '--cgroup']
  const sight = await runNode([program('exporter/look.js'), root, CGROUPS, id], { under })
  assert.equal(ofContainer(sight, id).zombies[0].value, 5)
})

test(
  'it finds the pod of a container of its own pod, which the path does not name',
  { skip },
  async (t) => {
    const uid = randomUUID()
    const { pod, remove } = makePod(uid)
    const { id } = await startContainer(t, { hierarchy: pod })
    const { group } = makeGroup(t, { hierarchy: pod })
    t.after(remove)
    const under = [...inGroup(group), 'unshare', '--cgroup']
    const sight = await runNode([program('exporter/look.js'), root, CGROUPS, id], { under })
    assert.equal(ofContainer(sight, id).zombies[0].labels.pod, uid)
  },
)

/** @returns {string} a copy of the package */
function copyWithoutNativePart() {
  const copy = copyPackage()
  for (const file of fs.readdirSync(copy))
    if (file.endsWith('.node')) fs.rmSync(path.join(copy, file))
  return copy
}

test('without the native part it finds the same', { skip }, async (t) => {
  const { id } = await startContainer(t)
  const copy = copyWithoutNativePart()
  const sight = await runNode([program('exporter/look.js'), copy, CGROUPS, id])
  const [{ labels, value }] = ofContainer(sight, id).zombies
  assert.deepEqual([labels.verdict, value], ['mend-parent', 5])
})

test('without a descriptor a look fails, and does not say that there is no zombie', async () => {
  for (const folder of [root, copyWithoutNativePart()])
    assert.match(await runNode([program('exporter/no-descriptor.js'), folder]), /EMFILE/)
})

test('a /proc that hides processes is counted as a problem', { skip }, async () => {
  const hide = ['sh', '-c', 'mount -o remount,hidepid=2,gid=61234 /proc && exec "$@"', 'sh']
  // /proc then hides the processes that have this capability from other groups (proc(5), ptrace(2)).
  const less = ['setpriv', '--bounding-set=-sys_ptrace']
  const code = `const { Looks } = require(${JSON.stringify(path.join(root, 'lib/exporter/look/look'))})
    console.log(JSON.stringify(new Looks('/nonexistent').take()))`
  const container = [...IN_NAMESPACE, ...hide, initPath, '--']
  const hidden = await runNode(['-e', code], { under: [...container, ...less] })
  assert.deepEqual(hidden.problems, ['proc-restricted', 'own-namespace-only', 'cgroups-missing'])
  const { problems, processes } = await runNode(['-e', code], { under: container })
  assert.deepEqual(problems, ['own-namespace-only', 'cgroups-missing'])
  assert.ok(processes > hidden.processes)
})
