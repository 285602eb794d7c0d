'use strict'

// Prints the figures where /proc cannot tell all of them.
//
//   node incomplete.js none            hides nothing
//   node incomplete.js no-proc         hides /proc; runs as PID 1 of its own namespaces
//   node incomplete.js no-limit        hides the limits of the kernel and of the groups; runs there too
//   deno incomplete.js no-pidfd        starts no reaper; runs below a filter that refuses pidfds
//   node incomplete.js no-descriptor   makes a zombie, and leaves no descriptor, then one

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')

const { installSubreaper, makeZombie, startReaper } = require('../../..')
const { openEverything } = require('../shared/descriptors')
const { prometheusClient } = require('./clients')

const kind = process.argv[2]

/** @type {Record<string, string[]>} */
const HIDDEN = { 'no-proc': ['/proc'], 'no-limit': ['/proc/sys/kernel', '/sys/fs/cgroup'] }

function reapNothing() {
  const reaper = startReaper({ subreaper: false, quarantine: 2 ** 31 - 1 })
  // Without a listener the reaper warns that it is blind.
  reaper.on('error', () => {})
}

async function main() {
  installSubreaper()
  if (kind !== 'no-pidfd') reapNothing()
  const client = prometheusClient()
  client.start()
  const before = await client.read()
  for (const folder of HIDDEN[kind] ?? []) {
    const { status } = spawnSync('mount', ['-t', 'tmpfs', 'none', folder])
    if (status !== 0) throw new Error('mount')
  }
  const reads = []
  if (kind === 'no-descriptor') {
    makeZombie()
    const last = fs.openSync('/dev/null', 'r')
    const closeAll = openEverything()
    reads.push(await client.read())
    fs.closeSync(last)
    reads.push(await client.read())
    closeAll()
  }
  reads.push(await client.read())
  console.log(JSON.stringify({ before, reads }))
}

void main()
