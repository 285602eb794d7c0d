'use strict'

// Containers of runc, with a limit of processes.

const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { initBelow, readOrEmpty } = require('./processes')

/**
 * @typedef {object} Container
 * @property {string} rootfs
 * @property {Record<string, string>} [mounts] folders and files of this machine, by their paths there
 * @property {string[]} args
 * @property {string[]} env
 * @property {string} cwd
 * @property {number} uid
 * @property {number} [limit] of processes and threads
 * @property {string[]} [refused] system calls that fail with EPERM
 * @property {boolean} [network] whether the container shares the network of this machine
 */

// Everything in the namespace dies with unshare, and unshare dies with its parent. So a container
// does not outlive the program that started it.
const UNSHARE = ['setpriv', '--pdeathsig', 'KILL', 'unshare']
const NAMESPACE = ['--pid', '--fork', '--kill-child', '--mount-proc']

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

let count = 0

/** @param {Container} container */
function start(container) {
  const bundle = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-runc-'))
  const id = `zombie-reaper-${process.pid}-${++count}`
  fs.writeFileSync(
    path.join(bundle, 'config.json'),
    JSON.stringify(configuration(container, id, bundle)),
  )
  const runc = ['runc', '--root', path.join(bundle, 'state'), 'run', '--bundle', bundle, id]
  const [command, ...args] = [...UNSHARE, ...NAMESPACE, ...runc]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => (output.stdout += chunk))
  child.stderr.on('data', (chunk) => (output.stderr += chunk))
  /** @type {Promise<{ code: number | null, stdout: string, stderr: string }>} */
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      fs.rmSync(bundle, { recursive: true, force: true })
      resolve({ code, ...output })
    })
  })
  return {
    output,
    /** Resolves when the container and runc have ended. */
    ended,
    /** @returns {number | undefined} PID 1 of the container, by its PID here */
    init: () => initBelow(Number(child.pid)),
    /** @returns {number} the processes and threads that count for the limit */
    tasks: () => Number(readOrEmpty(path.join(PIDS_CGROUP, id, 'pids.current'))),
    /** Ends the container. */
    async kill() {
      const pid = initBelow(Number(child.pid))
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
      else child.kill('SIGKILL')
      await ended
    },
  }
}

// cgroup v1 has its own hierarchy for PIDs.
const V1 = '/sys/fs/cgroup/pids'
const PIDS_CGROUP = fs.existsSync(V1) ? V1 : '/sys/fs/cgroup'

/**
 * @param {Container} container
 * @param {string} id
 * @param {string} bundle
 */
function configuration(container, id, bundle) {
  const {
    rootfs,
    mounts = {},
    args,
    env,
    cwd,
    uid,
    limit,
    refused = [],
    network = false,
  } = container
  const { status, stderr } = spawnSync('runc', ['spec', '--bundle', bundle], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`runc spec failed: ${stderr}`)
  const config = JSON.parse(fs.readFileSync(path.join(bundle, 'config.json'), 'utf8'))
  Object.assign(config.process, {
    terminal: false,
    args,
    env: env.some((variable) => variable.startsWith('PATH=')) ? env : [`PATH=${PATH}`, ...env],
    cwd,
    user: { uid, gid: uid },
    rlimits: [],
  })
  delete config.process.capabilities.ambient
  config.root = { path: rootfs, readonly: false }
  for (const [destination, source] of Object.entries(mounts))
    config.mounts.push({ destination, source, type: 'bind', options: ['rbind', 'ro'] })
  config.linux.cgroupsPath = `/${id}`
  if (limit !== undefined) config.linux.resources.pids = { limit }
  if (network)
    config.linux.namespaces = config.linux.namespaces.filter(
      (/** @type {{ type: string }} */ { type }) => type !== 'network',
    )
  if (refused.length > 0)
    config.linux.seccomp = {
      defaultAction: 'SCMP_ACT_ALLOW',
      syscalls: [{ names: refused, action: 'SCMP_ACT_ERRNO', errnoRet: os.constants.errno.EPERM }],
    }
  return config
}

module.exports = { start }
