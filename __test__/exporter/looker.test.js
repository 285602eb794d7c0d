'use strict'

// Looks in a Worker. A tree of files serves as the control groups.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { program, root, runNode, temporaryFolder } = require('../support/helpers')

const CONTAINER = 'c'.repeat(64)

/** @returns {string} the root of a tree with one container */
function controlGroups() {
  const folder = temporaryFolder()
  const group = path.join(folder, `docker-${CONTAINER}.scope`)
  fs.mkdirSync(group)
  fs.writeFileSync(path.join(folder, 'cgroup.controllers'), '')
  fs.writeFileSync(path.join(group, 'pids.current'), '42\n')
  return folder
}

// Each runs in a process of its own: a Worker that keeps a process alive must fail the test.
const looker = `const { Looker } = require(${JSON.stringify(path.join(root, 'lib/exporter/looker'))})
  const looker = new Looker(process.argv[1])`

test('it looks at the given control groups, and the Worker keeps the process alive only meanwhile', async () => {
  const code = `${looker}
    looker.look().then(({ containers }) => console.log(JSON.stringify(containers.pids)))`
  assert.deepEqual(await runNode(['-e', code, controlGroups()]), [
    { labels: { runtime: 'docker', container: CONTAINER, pod: '' }, value: 42 },
  ])
})

/**
 * Looks three times, and returns for each look the number of processes or the message of the error.
 * @param {string} preload
 */
function threeLooks(preload) {
  const code = `${looker}
    const numberOf = ({ processes }) => processes
    const messageOf = ({ message }) => message
    const look = () => looker.look().then(numberOf, messageOf)
    look().then(async (first) => console.log(JSON.stringify([first, await look(), await look()])))`
  const env = { ...process.env, OTHER_PLATFORM: 'darwin' }
  return runNode(['--require', program(preload), '-e', code, '/nonexistent'], { env })
}

test('the error of a look comes out of the Worker', async () => {
  for (const message of await threeLooks('api/other-platform.js'))
    assert.match(message, /^this command works on Linux only, and this is darwin/)
})

test('after a Worker has ended with an error, another looks', async () => {
  const [first, second, third] = await threeLooks('exporter/fail-once.js')
  assert.ok(first > 0 && third > 0)
  assert.equal(second, 'the Worker fails')
})
