'use strict'

// Sandboxes on the kernel of this machine. Each is a command that starts another command.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')

const { bundleOf, lambdaFilter } = require('./bundle')
const { dockerFilter } = require('./docker')
const { root } = require('../../matrix/tool')

/** @typedef {import('../hosts').Host['run']} Run */

// Everything in a PID namespace ends with its PID 1, and unshare ends with this process.
const NAMESPACE = ['setpriv', '--pdeathsig', 'KILL', 'unshare', '--pid', '--fork', '--kill-child']
const ENTER = path.join(__dirname, 'enter.sh')

/**
 * @param {string[]} under the command that starts another command in the sandbox
 * @returns {Run}
 */
function within(under) {
  return async (command, log) => {
    const [program, ...args] = [...under, ...command]
    // gVisor writes to a file from its beginning each time, but not to a pipe.
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = fs.createWriteStream(log)
    for (const stream of [child.stdout, child.stderr]) stream.pipe(output, { end: false })
    await once(child, 'close')
    output.end()
    await once(output, 'close')
  }
}

const userNamespace = within([...NAMESPACE, '--user', '--map-root-user', '--mount-proc'])

/** @param {1 | 2} value to root hidepid hides nothing, so the tests run as another user */
function hidepid(value) {
  return within([...NAMESPACE, '--mount', ENTER, 'hidepid', `${value}`])
}

/** @param {number} limit */
function pids(limit) {
  return within([...NAMESPACE, '--mount-proc', ENTER, 'pids', `${limit}`])
}

/** @param {() => object} filterOf */
function container(filterOf) {
  /** @type {Run} */
  return async (command, log) => {
    const bundle = bundleOf(command, filterOf())
    try {
      await within([...NAMESPACE, '--mount-proc', ENTER, 'runc', bundle])([], log)
    } finally {
      fs.rmSync(bundle, { recursive: true, force: true })
    }
  }
}

const nspawn = within([...NAMESPACE, '--mount-proc', ENTER, 'nspawn', root])

const GVISOR = ['runsc', '--platform=ptrace', '--network=none', '--ignore-cgroups', 'do']

module.exports = {
  docker: container(dockerFilter),
  gvisor: within([...GVISOR, '--cwd', root]),
  hidepid,
  lambda: container(lambdaFilter),
  nspawn,
  pids,
  userNamespace,
}
