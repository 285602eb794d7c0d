'use strict'

// A waiter on the event loop: a native part that calls waitpid() when an event or a timer tells it
// of a child's end. The loop is blocked from before the waiter's turn until long after the
// quarantine. Prints the exit code that the waiter got.
//
//   node waiter-on-the-loop.js event   a pipe tells the waiter; the application blocks the loop
//   node waiter-on-the-loop.js io      the same in an I/O callback, which then sets a timer
//   node waiter-on-the-loop.js timer   the waiter polls; a timer of the application blocks the loop
//   node waiter-on-the-loop.js job     a pipe tells the waiter; a job closes when the loop
//   continues

const fs = require('node:fs')
const net = require('node:net')

const koffi = require('koffi')

const { createJob, makeZombie, startReaper } = require('../../..')

const kind = process.argv[2]
// Longer than a busy machine keeps this process from the processor.
const QUARANTINE = 1000

const waitpid = koffi.load('libc.so.6').func('int waitpid(int pid, _Out_ int *status, int options)')
const pipe2 = koffi.load('libc.so.6').func('int pipe2(_Out_ int *descriptors, int flags)')

function block() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, QUARANTINE * 1.5)
}

function openPipe() {
  const ends = [0, 0]
  if (pipe2(ends, 0) !== 0) throw new Error('pipe2')
  return {
    reader: new net.Socket({ fd: ends[0], readable: true, writable: false }),
    write: () => fs.writeSync(ends[1], 'x'),
  }
}

const turn = () => new Promise(setImmediate)

async function main() {
  const news = openPipe()
  const work = openPipe()
  // The reaper must not help the job.
  const reaper = startReaper({ quarantine: kind === 'job' ? 2 ** 31 - 1 : QUARANTINE })
  /** @type {number[]} */
  const taken = []
  reaper.on('reap', ({ pid }) => taken.push(pid))

  const pid = makeZombie({ exitCode: 5 })
  const job = createJob()
  if (kind === 'job') job.add(pid)
  while (reaper.stats.quarantined === 0) await turn()
  const waited = new Promise((resolve) => {
    function wait() {
      const status = [0]
      resolve(waitpid(pid, status, 0) === pid ? status[0] >> 8 : 'nothing')
    }
    if (kind === 'timer') setTimeout(wait, QUARANTINE / 2)
    else news.reader.on('data', wait)
  })

  /** @type {ReturnType<typeof job.close> | undefined} */
  let closing
  if (kind === 'event') {
    news.write()
    block()
  } else if (kind === 'io') {
    work.reader.once('data', () => {
      news.write()
      block()
      // Setting a timer makes Node read the clock again.
      setTimeout(() => {}, 1)
    })
    // The reaper hears of this death in the same turn of the loop as the work.
    setImmediate(() => {
      makeZombie()
      work.write()
    })
  } else if (kind === 'timer') {
    setTimeout(() => {
      makeZombie()
      block()
    }, 1)
  } else {
    setTimeout(() => (closing = job.close()), 1)
    news.write()
    block()
  }

  const exitCode = await waited
  const reaped = (await closing)?.reaped ?? []
  console.log(
    JSON.stringify({
      exitCode,
      isTaken: taken.includes(pid) || reaped.some((it) => it.pid === pid),
    }),
  )
  process.exit()
}

void main()
