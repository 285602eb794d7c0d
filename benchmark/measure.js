'use strict'

/**
 * One side of a comparison: a process that can be measured again and again.
 * @typedef {object} Side
 * @property {() => Promise<number>} round measures once; the unit of a time is the nanosecond
 * @property {() => Promise<void>} end
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => Side | Promise<Side>} start
 *
 * @typedef {object} Threshold
 * @property {string} text
 * @property {(ours: number, other: number) => boolean} met compares the medians, in the case's unit
 *
 * @typedef {object} Case
 * @property {string} what
 * @property {keyof typeof UNITS} unit
 * @property {number} rounds an odd number; a shorter round needs more of them for a steady median
 * @property {number} [warmUp] number of uncounted rounds, where the default would take too long
 * @property {() => Side | Promise<Side>} startOurs
 * @property {Contender[]} peers
 * @property {Contender} [limit] the part that the kernel needs, for which no program can do more
 * @property {Threshold} target beside the limit, and without one beside each peer
 * @property {string} [cause] why the target is missed where it is missed, and what was tried
 *
 * @typedef {object} Measured
 * @property {string} name
 * @property {number | null} median in the case's unit, or null if it could not be measured
 * @property {string} [why] it could not
 *
 * @typedef {object} Result
 * @property {string} what
 * @property {keyof typeof UNITS} unit
 * @property {number} rounds
 * @property {Measured} ours
 * @property {Measured[]} peers
 * @property {Measured} [limit]
 * @property {string} target
 * @property {boolean | null} met null where nothing is there to compare with
 * @property {string} [cause] if the target is missed
 */

/** In nanoseconds. A unit that is not a time has the size that its sides measure. */
const UNITS = { ns: 1, µs: 1e3, ms: 1e6, KB: 1e3, KiB: 1, times: 1 }

// A long-running program has compiled its hot functions. The first rounds let the JIT and the
// caches settle, and do not count.
const WARM_UP_ROUNDS = 5

/**
 * Measures all sides in turns. Other load on the machine hits each of them.
 * @param {Case} benchmarkCase
 * @returns {Promise<Result>}
 */
async function measure(benchmarkCase) {
  const { what, unit, rounds, warmUp = WARM_UP_ROUNDS, target, cause } = benchmarkCase
  const ours = new Runner({ name: 'zombie-reaper', start: benchmarkCase.startOurs })
  const peers = benchmarkCase.peers.map((peer) => new Runner(peer))
  const limit = benchmarkCase.limit && new Runner(benchmarkCase.limit)
  const all = [ours, ...peers, ...(limit ? [limit] : [])]
  try {
    for (const runner of all) await runner.start()
    for (let round = -warmUp; round < rounds; round++) {
      for (const runner of all) await runner.round(round >= 0)
    }
  } finally {
    await Promise.all(all.map((runner) => runner.end()))
  }

  const result = {
    what,
    unit,
    rounds,
    ours: ours.measured(unit),
    peers: peers.map((peer) => peer.measured(unit)),
    ...(limit && { limit: limit.measured(unit) }),
    target: target.text,
  }
  const met = isMet(result, target)
  return { ...result, met, ...(met === false && { cause: cause ?? 'The cause is not found yet.' }) }
}

/**
 * @param {Pick<Result, 'ours' | 'peers' | 'limit'>} result
 * @param {Threshold} target
 */
function isMet({ ours, peers, limit }, target) {
  const others = (limit ? [limit] : peers).flatMap(({ median }) =>
    median === null ? [] : [median],
  )
  const { median } = ours
  if (median === null || others.length === 0) return null
  return others.every((other) => target.met(median, other))
}

/** A side, until it fails. One side that fails must not stop the others. */
class Runner {
  /** @type {Side | undefined} */
  #side
  /** @type {number[]} */
  #times = []
  /** @type {string | undefined} */
  #why

  /** @param {Contender} contender */
  constructor(contender) {
    this.contender = contender
  }

  start() {
    return this.#attempt(async () => {
      this.#side = await this.contender.start()
    })
  }

  /** @param {boolean} counts */
  round(counts) {
    return this.#attempt(async () => {
      const time = await this.#side?.round()
      if (counts && time !== undefined) this.#times.push(time)
    })
  }

  async end() {
    await this.#side?.end().catch(() => {})
  }

  /** @param {() => Promise<void>} action */
  async #attempt(action) {
    if (this.#why !== undefined) return
    try {
      await action()
    } catch (error) {
      this.#why = error instanceof Error ? error.message : String(error)
    }
  }

  /**
   * @param {keyof typeof UNITS} unit
   * @returns {Measured}
   */
  measured(unit) {
    const { name } = this.contender
    if (this.#why !== undefined) return { name, median: null, why: this.#why }
    return { name, median: medianOf(this.#times) / UNITS[unit] }
  }
}

/** @param {number[]} times an odd number of them */
function medianOf(times) {
  return times.toSorted((a, b) => a - b)[times.length >> 1]
}

module.exports = { measure }
