'use strict'

// Prints the results of reap() where /proc, or a part of /proc, is missing. Runs as PID 1 of its
// own namespaces, and hides what the argument names.
//
//   node without-proc.js nothing   hides nothing
//   node without-proc.js children  hides /proc/PID/task/TID/children, as without
//   CONFIG_PROC_CHILDREN node without-proc.js proc      hides all of /proc

const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')

const koffi = require('koffi')

const { makeZombie, reap } = require('../../..')

const missing = process.argv[2]
/** @type {Record<string, unknown>} */
const result = {}

/** @param {string} target */
function hide(target) {
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', 'none', target], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
}

/**
 * @param {string} name
 * @param {() => unknown} action
 */
function step(name, action) {
  try {
    result[name] = action()
  } catch (error) {
    result[name] = /** @type {any} */ (error).code
  }
}

const exitCodes = () => reap().map(({ exitCode }) => exitCode)

/** @param {number[]} codes */
function zombies(codes) {
  return codes.map((exitCode) => makeZombie({ exitCode, orphan: exitCode % 2 === 0 }))
}

/**
 * Blocks until the child is a zombie, and does not reap it. Without /proc only a wait call can tell
 * whether a child has ended.
 * @param {number | undefined} pid
 */
function awaitDeath(pid) {
  const [P_PID, WEXITED, WNOWAIT] = [1, 4, 0x1000000]
  const waitid = koffi
    .load('libc.so.6')
    .func('int waitid(int kind, int id, void *info, int options)')
  if (waitid(P_PID, pid, Buffer.alloc(128), WEXITED | WNOWAIT) !== 0) throw new Error('waitid')
}

async function main() {
  if (missing === 'children') hide(`/proc/${process.pid}/task`)
  if (missing === 'proc') hide('/proc')
  result.childrenFile = fs.existsSync(`/proc/self/task/${process.pid}/children`)

  zombies([1, 2, 3])
  step('nothing owned', exitCodes)

  const living = spawn('sleep', ['1000'])
  zombies([4, 5])
  step('one owned alive', exitCodes)

  zombies([6, 7])
  step('names', () => reap({ names: true }).map(({ name }) => name ?? null))

  // Forked before the other zombies, so the kernel lists it before them.
  const owned = spawn('/bin/sh', ['-c', 'kill -TERM $$'])
  const ended = new Promise((resolve) => owned.on('exit', (_, signal) => resolve(signal)))
  awaitDeath(owned.pid)
  zombies([8, 9])
  step('one owned in front', exitCodes)
  result.exitEvent = await ended
  step('when libuv has waited', exitCodes)

  living.kill('SIGKILL')
  console.log(JSON.stringify(result))
}

void main()
