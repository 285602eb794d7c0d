'use strict'

// The hosts: kernels in machines of their own, and sandboxes on this machine's kernel.

const { CORE, SMOKE } = require('./core')
const { debian, userMode } = require('./machine')
const sandbox = require('./sandbox')

/**
 * @typedef {object} Host
 * @property {string} name as in the table of docs/limits.md
 * @property {(command: string[], log: string) => Promise<void>} run runs a command of the checkout,
 *   and writes its output to the log
 * @property {string[]} files the test files
 * @property {Record<string, string[]>} [leftOut] tests that are not run there, by the reason
 */

const OF_USERS = [
  'RLIMIT_NPROC of a user is found, and exact',
  'it counts the other processes of that user',
  'it does not hold for root and with CAP_SYS_ADMIN',
]
const OF_CONTAINERS = [
  'a container sees its own group as the top',
  'the zombie of a container of docker is its own',
  'the zombie of a container of containerd is its own',
]
const OF_GROUPS = [
  'the limit of our own cgroup is found, and exact',
  'so is one above it that is tighter',
  'the tighter one is the one with less headroom',
  'when the PID limit is full makeZombie says EAGAIN, leaves nothing, and works after a reap',
]

// strace needs minutes for their 32,768 calls, or stays in a loop.
const OF_FLOODS = [
  'reap({}) ends while there is always one zombie more',
  'reap({ steal: true }) ends while there is always one zombie more',
]
const EMULATED = { 'strace is too slow on an emulated processor': OF_FLOODS }

/** @type {Host[]} */
const HOSTS = [
  { name: 'Linux 5.10', run: debian('bullseye'), files: CORE, leftOut: EMULATED },
  { name: 'Linux 6.1', run: debian('bookworm'), files: CORE, leftOut: EMULATED },
  { name: 'Linux 6.12', run: debian('trixie'), files: CORE, leftOut: EMULATED },
  {
    name: 'newest Linux of Debian',
    run: debian('trixie-backports'),
    files: CORE,
    leftOut: EMULATED,
  },
  {
    name: 'user-mode Linux 6.1',
    run: userMode,
    files: CORE,
    leftOut: {
      'the kernel has no /proc/PID/syscall': OF_FLOODS,
      'the kernel has no /proc/sys/kernel/ns_last_pid': [
        'a PID that libuv has done with may be the PID of another zombie',
      ],
    },
  },
  {
    name: 'user namespace',
    run: sandbox.userNamespace,
    files: CORE,
    leftOut: {
      'the namespace has one user': OF_USERS,
      'control groups cannot be mounted': OF_CONTAINERS,
    },
  },
  { name: 'hidepid=1', run: sandbox.hidepid(1), files: CORE },
  { name: 'hidepid=2', run: sandbox.hidepid(2), files: CORE },
  { name: '32 PIDs', run: sandbox.pids(32), files: SMOKE },
  { name: 'seccomp profile of Docker', run: sandbox.docker, files: SMOKE },
  { name: 'no prctl, as in Lambda', run: sandbox.lambda, files: SMOKE },
  {
    name: 'systemd-nspawn',
    run: sandbox.nspawn,
    files: CORE,
    leftOut: { 'control groups are read-only': [...OF_GROUPS, ...OF_CONTAINERS] },
  },
  { name: 'gVisor of 2022', run: sandbox.gvisor('bookworm'), files: SMOKE },
  { name: 'gVisor of 2024', run: sandbox.gvisor('trixie'), files: SMOKE },
]

module.exports = { HOSTS }
