'use strict'

// Sandboxes on the kernel of this machine. Each is a command that starts another command.

const fs = require('node:fs')
const path = require('node:path')

const { bundleOf, lambdaFilter } = require('./bundle')
const { dockerFilter } = require('./docker')
const { root } = require('../../matrix/tool')
const { unpacked } = require('../debian')
const { record } = require('../record')

/** @typedef {import('../hosts').Host['run']} Run */

// Everything in a PID namespace ends with its PID 1, and that ends with unshare.
const NAMESPACE = ['unshare', '--pid', '--fork', '--kill-child']
const ENTER = path.join(__dirname, 'enter.sh')

/**
 * @param {string[]} under the command that starts another command in the sandbox
 * @returns {Run}
 */
function within(under) {
  return (command, log) => record([...under, ...command], log)
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

/** @param {string} release of Debian */
function gvisor(release) {
  /** @type {Run} */
  return (command, log) => {
    const runsc = path.join(unpacked('runsc', release), 'usr/bin/runsc')
    const options = ['--platform=ptrace', '--network=none', '--ignore-cgroups']
    const under = [...NAMESPACE, '--mount-proc', runsc, ...options, 'do', '--cwd', root]
    return within(under)(command, log)
  }
}

module.exports = {
  docker: container(dockerFilter),
  gvisor,
  hidepid,
  lambda: container(lambdaFilter),
  nspawn,
  pids,
  userNamespace,
}
