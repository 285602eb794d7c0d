'use strict'

// The commands that only look, in Bun and in Deno.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { command, diagnosis, skipWithoutTini } = require('../support/cli')
const { IN_NAMESPACE, root, skipUnless, skipWithoutNamespace } = require('../support/helpers')
const { run } = require('../support/init-helpers')

for (const [name, args] of /** @type {[string, string[]][]} */ ([
  ['bun', []],
  ['deno', ['run', '--allow-all']],
])) {
  const binary = path.join(root, 'node_modules/.bin', name)
  const skip =
    skipWithoutNamespace || skipWithoutTini || skipUnless(fs.existsSync(binary), `needs ${name}`)
  const runtime = [binary, ...args, command]

  test(`in ${name} the doctor is right, and proves it`, { skip }, () => {
    const argv = [...IN_NAMESPACE, 'tini', '--', ...runtime, 'doctor', '--json', '--prove']
    const { status, ids, report } = diagnosis(run(argv))
    assert.deepEqual([status, ids, report.proof.reaped], [0, ['healthy'], true])
  })

  test(`in ${name} ps names the parent`, { skip }, () => {
    // The shell becomes sleep, which does not wait.
    const script = 'sleep 0 & exec sleep 1000'
    const ps = `sh -c '${script}' & while ! grep -q '^State:.Z' /proc/[0-9]*/status; do :; done; "$@"`
    const argv = [...IN_NAMESPACE, 'tini', '--', 'sh', '-c', ps, 'sh', ...runtime, 'ps', '--json']
    const { groups } = JSON.parse(run(argv).stdout)
    const [{ count, verdict, parent }] = groups
    assert.deepEqual([count, verdict, parent.name], [1, 'mend-parent', 'sleep'])
  })
}
