'use strict'

// Plays the article's experiment: `npm run demo`. This program only chooses the place:
// demo-server.js runs as PID 1 (or else as a subreaper), and its child steps.js does the steps.

const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')

const { printable } = require('../printable')

// A PID namespace needs root, or a user namespace around it.
const namespace = ['--pid', '--fork', '--mount-proc', '--kill-child']
const ways = [namespace, ['--user', '--map-root-user', ...namespace]]

/**
 * @param {string[]} flags
 * @returns {string} why `unshare` refuses the flags; empty when it accepts them
 */
function refusal(flags) {
  const { status, error, stderr } = spawnSync('unshare', [...flags, 'true'], { encoding: 'utf8' })
  return status === 0 ? '' : printable(error?.message ?? stderr.trim())
}

/** @returns {{ command: string[], role: string }} the command that starts the server, and its role */
function findPlace() {
  const refusals = new Set()
  for (const flags of ways) {
    const reason = refusal(flags)
    if (reason === '') {
      console.log(`In a new PID namespace (unshare ${flags.join(' ')}), Node is PID 1.`)
      return { command: ['unshare', ...flags], role: 'PID 1' }
    }
    refusals.add(reason)
  }
  console.log(`No PID namespace is available here, so Node runs as a subreaper instead of PID 1.
A subreaper adopts the orphans among its own descendants. The error of unshare:
  ${[...refusals].join('\n  ')}`)
  return { command: [], role: 'the subreaper' }
}

async function main() {
  const { command, role } = findPlace()
  const server = path.join(__dirname, 'demo-server.js')
  const [file, ...args] = [...command, process.execPath, server, role]
  // The server ends when the channel closes, so it ends with this program in every case.
  const child = spawn(file, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const [code] = await once(child, 'exit')
  process.exitCode = code ?? 1
}

main()
