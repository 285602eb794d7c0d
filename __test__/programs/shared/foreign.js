'use strict'

// Children that this process starts natively. libuv does not know them.

const fs = require('node:fs')
const { access } = require('node:fs/promises')
const { promisify } = require('node:util')
const { Worker } = require('node:worker_threads')

const koffi = require('koffi')

const libc = koffi.load(null)
const posixSpawn = libc.func(
  'int posix_spawn(_Out_ int *, const char *, void *, void *, const char **, const char **)',
)
const waitpid = promisify(libc.func('int waitpid(int, _Out_ int *, int)').async)

/**
 * Starts a living child on this thread.
 * @returns {number} its PID
 */
function startForeign() {
  const pid = [0]
  const args = [pid, '/bin/sleep', null, null, ['sleep', '1000', null], [null]]
  if (posixSpawn(...args) !== 0) throw new Error('posix_spawn')
  return pid[0]
}

/**
 * Waits for a child in a thread of libuv's pool, in waitpid(2).
 * @param {number} pid
 * @returns {Promise<number>} the wait status; -1 when another thread has taken it
 */
async function statusOf(pid) {
  const status = [0]
  return (await waitpid(pid, status, 0)) === pid ? status[0] : -1
}

/**
 * Waits until a thread is blocked in waitpid(2) for the child.
 *
 * Each look gives the pool more work. So the pool starts a waitpid(2) whose wake-up was lost:
 * pthread_cond_signal(3) of glibc before 2.41 may wake no thread (glibc bug 25847).
 * @param {number} pid
 */
async function untilAwaited(pid) {
  while (waiterOf(pid) === undefined) await access('/')
}

/**
 * @param {number} pid
 * @returns {string | undefined} the TID of the thread that is blocked in waitpid(2) for the child
 */
function waiterOf(pid) {
  const call = new RegExp(`^\\d+ 0x${pid.toString(16)} `)
  return fs.readdirSync('/proc/self/task').find((tid) => {
    try {
      return call.test(fs.readFileSync(`/proc/self/task/${tid}/syscall`, 'latin1'))
    } catch {
      // The thread has ended.
      return false
    }
  })
}

/**
 * Starts a Worker that never rests.
 * @returns {Promise<Worker>} resolves when it is busy
 */
async function busyWorker() {
  const counter = new Int32Array(new SharedArrayBuffer(4))
  const script = `
    const counter = require('node:worker_threads').workerData
    for (;;) counter[0]++`
  const worker = new Worker(script, { eval: true, workerData: counter })
  while (counter[0] < 1e6) await new Promise(setImmediate)
  return worker
}

module.exports = { busyWorker, startForeign, statusOf, untilAwaited, waiterOf }
