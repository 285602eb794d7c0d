'use strict'

// Somebody waits for a child on the event loop: a native part that is told of its end there, and then
// calls waitpid(). The loop is blocked from before it is told until the quarantine is long over. Prints
// what that waiter got.

const fs = require('node:fs')
const net = require('node:net')

const koffi = require('koffi')

const { makeZombie, startReaper } = require('../..')

const QUARANTINE = 50

const waitpid = koffi.load('libc.so.6').func('int waitpid(int pid, _Out_ int *status, int options)')
const pipe = koffi.load('libc.so.6').func('int pipe2(_Out_ int *descriptors, int flags)')

/** @param {number} ms */
function block(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** @returns {[number, number]} the two ends of a pipe: to read, to write */
function openPipe() {
  const ends = [0, 0]
  if (pipe(ends, 0) !== 0) throw new Error('pipe2')
  return [ends[0], ends[1]]
}

async function main() {
  const [input, output] = openPipe()
  const news = new net.Socket({ fd: input, readable: true, writable: false })
  const reaper = startReaper({ quarantine: QUARANTINE })
  /** @type {number[]} */
  const taken = []
  reaper.on('reap', ({ pid }) => taken.push(pid))

  const pid = makeZombie({ exitCode: 5 })
  const waited = new Promise((resolve) => {
    news.on('data', () => {
      const status = [0]
      resolve(waitpid(pid, status, 0) === pid ? status[0] >> 8 : 'nothing')
    })
  })
  while (reaper.stats.quarantined === 0) await new Promise(setImmediate)
  fs.writeSync(output, 'it has ended')
  block(QUARANTINE * 4)

  const exitCode = await waited
  news.destroy()
  fs.closeSync(output)
  reaper.stop()
  console.log(JSON.stringify({ exitCode, taken }))
}

void main()
