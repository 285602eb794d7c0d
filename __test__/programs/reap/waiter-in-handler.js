'use strict'

// A child beside reap(). The thread that waits for the child runs libuv's signal handler when the
// child dies, and the handler waits for a lock that another thread holds. Prints how many zombies
// reap() took, and the status that the thread got.

const fs = require('node:fs')
const os = require('node:os')

const koffi = require('koffi')

const { reap } = require('../../..')
const { processInfo } = require('../../support/process-table')
const { startForeign, statusOf, untilAwaited, waiterOf } = require('../shared/foreign')

const tgkill = koffi.load(null).func('int tgkill(int, int, int)')

// Longer than the 100 ms of a zombie in doubt, and far from the 10 s of a thread that never runs.
const WHILE = 200

/**
 * @param {number} mode O_RDONLY or O_WRONLY
 * @returns {Map<string, number>} the descriptors of pipes that block, by the name of the pipe
 */
function blockingPipes(mode) {
  /** @type {Map<string, number>} */
  const pipes = new Map()
  for (const descriptor of fs.readdirSync('/proc/self/fd')) {
    try {
      const pipe = fs.readlinkSync(`/proc/self/fd/${descriptor}`)
      const info = fs.readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1')
      const flags = parseInt(/^flags:\s*(\d+)$/m.exec(info)?.[1] ?? '', 8)
      const isBlocking = (flags & fs.constants.O_NONBLOCK) === 0
      if (pipe.startsWith('pipe:') && isBlocking && (flags & 3) === mode) {
        pipes.set(pipe, Number(descriptor))
      }
    } catch {
      // The descriptor of /proc/self/fd itself, which is already closed.
    }
  }
  return pipes
}

/**
 * The lock of libuv's signal handler is the single byte of a pipe (uv__signal_lock in
 * src/unix/signal.c). No other pipe of Node blocks.
 * @returns {{ lock: () => void, unlock: () => void, reader: number }}
 */
function lockOfSignals() {
  const writers = blockingPipes(fs.constants.O_WRONLY)
  const both = [...blockingPipes(fs.constants.O_RDONLY)].filter(([pipe]) => writers.has(pipe))
  if (both.length !== 1) throw new Error(`${both.length} pipes`)
  const [[pipe, reader]] = both
  const writer = Number(writers.get(pipe))
  const byte = Buffer.alloc(1)
  return {
    lock: () => fs.readSync(reader, byte),
    unlock: () => fs.writeSync(writer, byte),
    reader,
  }
}

async function main() {
  process.on('SIGUSR2', () => {})
  const { lock, unlock, reader } = lockOfSignals()
  const pid = startForeign()
  const status = statusOf(pid)
  await untilAwaited(pid)
  const thread = Number(waiterOf(pid))

  lock()
  tgkill(process.pid, thread, os.constants.signals.SIGUSR2)
  // The call is read(2), whose number depends on the processor.
  const call = new RegExp(`^\\d+ 0x${reader.toString(16)} 0x[0-9a-f]+ 0x1 `)
  while (!call.test(fs.readFileSync(`/proc/self/task/${thread}/syscall`, 'latin1')));
  process.kill(pid, 'SIGKILL')
  while (processInfo(pid)?.state !== 'Z');
  const end = performance.now() + WHILE
  let taken = 0
  while (performance.now() < end) taken += reap().length
  unlock()
  console.log(JSON.stringify({ taken, status: await status }))
}

void main()
