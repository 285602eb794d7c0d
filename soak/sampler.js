'use strict'

// What this process holds, now and then, and the init above it.

const fs = require('node:fs')
const { monitorEventLoopDelay } = require('node:perf_hooks')
const { setTimeout: delay } = require('node:timers/promises')

/**
 * @typedef {object} Sample
 * @property {number} seconds since the start
 * @property {number} orphans reaped so far
 * @property {number} owned children that have ended with their own status, so far
 * @property {number} browsers that have come and gone, so far
 * @property {number} rss in bytes
 * @property {number} heap in bytes, after a collection of garbage
 * @property {number} descriptors
 * @property {number} delay of the event loop since the last sample, in ms: 99 of 100 are shorter
 * @property {number} [initRss] of zombie-init, in bytes
 */

const SAMPLES = 120

// The halves of a run are compared, however slow the machine is.
const FEWEST = 8

// In ms.
const SHORTEST = 200

class Sampler {
  #counts

  /** @param {() => Pick<Sample, 'orphans' | 'owned' | 'browsers'>} counts */
  constructor(counts) {
    this.#counts = counts
  }

  /**
   * @param {number} seconds to run at least
   * @param {() => boolean} isEnough whether enough has happened
   * @param {(sample: Sample) => void} print
   */
  async run(seconds, isEnough, print) {
    const start = performance.now()
    const isOver = () => performance.now() - start >= seconds * 1000 && isEnough()
    const histogram = monitorEventLoopDelay({ resolution: 10 })
    histogram.enable()
    for (let taken = 0; taken < FEWEST || !isOver(); taken++) {
      await delay(Math.max(SHORTEST, (seconds * 1000) / SAMPLES))
      const late = histogram.percentile(99) / 1e6
      // Garbage is no growth. The collection delays the loop, and does not count.
      globalThis.gc?.()
      print({
        seconds: Number(((performance.now() - start) / 1000).toFixed(1)),
        ...this.#counts(),
        rss: process.memoryUsage.rss(),
        heap: process.memoryUsage().heapUsed,
        descriptors: descriptorsOf('self'),
        delay: Number(late.toFixed(1)),
        ...(process.pid !== 1 && { initRss: rssOf(1) }),
      })
      histogram.reset()
    }
    histogram.disable()
  }
}

/** @param {number | 'self'} pid */
function descriptorsOf(pid) {
  return fs.readdirSync(`/proc/${pid}/fd`).length
}

/** @param {number} pid */
function rssOf(pid) {
  const [, kib] = /^VmRSS:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib) * 1024
}

module.exports = { Sampler, descriptorsOf }
