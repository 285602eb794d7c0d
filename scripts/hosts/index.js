'use strict'

// Runs tests of the package on old and new kernels and in sandboxes. Needs root, a network, and an
// x64 Debian 12 with busybox-static, cpio, kmod, qemu-system-x86, runc, systemd-container and
// user-mode-linux:
//
//   npm run hosts [-- --host 'Linux 5.10']

const fs = require('node:fs')
const path = require('node:path')
const { parseArgs } = require('node:util')

const Table = require('cli-table3')

const { HOSTS } = require('./hosts')
const { runHost } = require('./run')
const { startProgress } = require('../progress')

const LOGS = path.join(__dirname, '../../target/hosts/logs')

/** @param {string[]} names an empty array stands for all */
function chosen(names) {
  const unknown = names.filter((name) => !HOSTS.some((host) => host.name === name))
  if (unknown.length === 0)
    return HOSTS.filter(({ name }) => names.length === 0 || names.includes(name))
  const all = HOSTS.map(({ name }) => name).join(', ')
  console.error(`expected --host to be one or more of ${all}, got ${unknown.join(', ')}`)
  return process.exit(1)
}

async function main() {
  const { values } = parseArgs({ options: { host: { type: 'string', multiple: true } } })
  const hosts = chosen(values.host ?? [])
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
