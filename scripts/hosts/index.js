'use strict'

// Runs tests of the package on old and new kernels and in sandboxes. Needs root, a network, and an
// x64 Debian 12 with busybox-static, cpio, kmod, qemu-system-x86, runc, systemd-container and
// user-mode-linux.

const fs = require('node:fs')
const path = require('node:path')

const Table = require('cli-table3')

const { HOSTS } = require('./hosts')
const { runHost } = require('./run')
const { readOptions, requireNames } = require('../arguments')
const { startProgress } = require('../progress')

const LOGS = path.join(__dirname, '../../target/hosts/logs')

const USAGE = 'npm run hosts -- [--host NAME]...'

const ALL = HOSTS.map(({ name }) => name)

async function main() {
  const { host: names = ALL } = readOptions(USAGE, { host: { type: 'string', multiple: true } })
  requireNames(USAGE, '--host to be ', ALL, names)
  const hosts = HOSTS.filter(({ name }) => names.includes(name))
  const head = ['host', 'kernel', 'passed', 'failed', 'left out', 'minutes']
  const table = new Table({ head, style: { head: [], border: [] } })
  fs.mkdirSync(LOGS, { recursive: true })
  const progress = startProgress(hosts.length)
  for (const host of hosts) {
    progress.begin(host.name)
    const log = path.join(LOGS, `${host.name.replaceAll(/\W+/g, '-')}.tap`)
    const started = performance.now()
    try {
      const { kernel, passed, failed, leftOut } = await runHost(host, log)
      const minutes = ((performance.now() - started) / 60_000).toFixed(1)
      table.push([host.name, kernel, passed, failed.length, leftOut.length, minutes])
      for (const name of leftOut) progress.log(`  - ${name}\n`)
      for (const name of failed) progress.log(`  ✖ ${name}\n`)
      if (failed.length === 0) continue
      progress.log(`  see ${log}\n`)
    } catch (error) {
      table.push([host.name, { colSpan: 5, content: 'cannot be run here' }])
      progress.log(`  ✖ ${/** @type {Error} */ (error).message}\n`)
    }
    process.exitCode = 1
  }
  progress.stop()
  console.log(table.toString())
}

void main()
