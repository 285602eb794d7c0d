'use strict'

// node worker.js CALL DIMENSION PROCESSES: measures the call at each point of the dimension, as PID 1
// with at most so many processes. Prints one line of JSON for each point, {"n": 100, "ns": 123}.
//
// The time is that of the processor in this thread, the median of several. Other programs on the
// machine add little to it.
//
// Each measured call finds the caches of the processor cold. Otherwise a linear cost would look
// steeper from the point on where its data no longer fit a cache.

const koffi = require('koffi')

const { calls } = require('./calls')
const { scenes } = require('./scenes')

const ROUNDS = 9
const COMPILED = 3

// In ns.
const LONGEST = 2_000_000_000

// Larger than the caches of most machines, in bytes.
const CACHES = 128 * 2 ** 20
const LINE = 64

const CLOCK_THREAD_CPUTIME_ID = 3
const clockGetTime = koffi.load(null).func('int clock_gettime(int, _Out_ int64_t *)')

function now() {
  const time = [0, 0]
  clockGetTime(CLOCK_THREAD_CPUTIME_ID, time)
  return time[0] * 1e9 + time[1]
}

const buffer = new Uint8Array(CACHES)

function coolCaches() {
  for (let i = 0; i < CACHES; i += LINE) buffer[i]++
}

/**
 * @param {import('./calls').Call} call
 * @param {number} n
 */
async function measure({ prepare, call, after }, n) {
  const times = []
  for (let spent = 0; times.length < ROUNDS && spent < LONGEST;) {
    await prepare?.(n)
    coolCaches()
    const start = now()
    await call(n)
    const time = now() - start
    await after?.()
    spent += time
    times.push(time)
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1]
}

async function main() {
  const [name, dimension] = /** @type {[keyof typeof calls, keyof typeof scenes]} */ (
    process.argv.slice(2, 4)
  )
  const { points, areProcesses, add } = scenes[dimension]
  const call = calls[name]
  const most = areProcesses ? Number(process.argv[4]) : Infinity
  call.begin?.()
  // Lets V8 compile the call.
  for (let i = 0; i < COMPILED; i++) await measure(call, 1)
  let present = 0
  for (const n of points.filter((point) => point <= most)) {
    await add?.(n - present)
    present = n
    process.stdout.write(`${JSON.stringify({ n, ns: await measure(call, n) })}\n`)
  }
  process.exit()
}

main()
