'use strict'

/**
 * One side of a comparison: a process that can be measured again and again.
 * @typedef {object} Side
 * @property {() => Promise<number>} round measures once; the unit of a time is the nanosecond
 * @property {() => Promise<void>} end
 *
 * @typedef {object} Threshold
 * @property {string} text
 * @property {(ours: number, peer: number) => boolean} met compares the medians, in the case's unit
 *
 * @typedef {object} Case
 * @property {string} what
 * @property {string} peer
 * @property {keyof typeof nanoseconds} unit
 * @property {number} rounds an odd number; a shorter round needs more of them for a steady median
 * @property {number} [warmUp] number of uncounted rounds, where the default would take too long
 * @property {Threshold} target
 * @property {() => Side | Promise<Side>} startOurs
 * @property {() => Side | Promise<Side>} startPeer
 * @property {string} [cause] why the target is missed where it is missed, and what was tried
 *
 * @typedef {object} Result
 * @property {string} what
 * @property {string} peer
 * @property {number | null} ratio
 * @property {string} target
 * @property {boolean} met
 * @property {{ ours: number, peer: number, unit: string } | null} medians null if not measurable
 * @property {number} rounds
 * @property {string} [note]
 */

// A unit that is not a time has the factor 1.
const nanoseconds = { ns: 1, us: 1e3, ms: 1e6, bytes: 1, KiB: 1, times: 1 }

// A long-running program has compiled its hot functions. The first rounds let the JIT and the
// caches settle, and do not count.
const WARM_UP_ROUNDS = 5

/**
 * @param {Case} benchmarkCase
 * @returns {Promise<Result>}
 */
async function measure(benchmarkCase) {
  const { what, peer, rounds, target } = benchmarkCase
  try {
    const { ours: oursNs, peer: peerNs } = await compare(benchmarkCase)
    const ours = oursNs / nanoseconds[benchmarkCase.unit]
    const peers = peerNs / nanoseconds[benchmarkCase.unit]
    const met = target.met(ours, peers)
    return {
      what,
      peer,
      ratio: ours / peers,
      target: target.text,
      met,
      medians: { ours, peer: peers, unit: benchmarkCase.unit },
      rounds,
      ...(!met && { note: benchmarkCase.cause ?? 'cause not found yet' }),
    }
  } catch (error) {
    // One case that fails must not stop the other cases.
    const note = `not measured: ${error instanceof Error ? error.message : error}`
    return {
      what,
      peer,
      ratio: null,
      target: target.text,
      met: false,
      medians: null,
      rounds: 0,
      note,
    }
  }
}

/**
 * Measures both sides in turns and returns both medians. Other load on the machine hits both sides.
 * @param {Case} benchmarkCase
 */
async function compare({ startOurs, startPeer, rounds, warmUp = WARM_UP_ROUNDS }) {
  /** @type {Side[]} */
  const started = []
  try {
    for (const start of [startOurs, startPeer]) started.push(await start())
    const [ours, peer] = started
    const times = { ours: /** @type {number[]} */ ([]), peer: /** @type {number[]} */ ([]) }
    for (let round = -warmUp; round < rounds; round++) {
      const oursNs = await ours.round()
      const peerNs = await peer.round()
      if (round < 0) continue
      times.ours.push(oursNs)
      times.peer.push(peerNs)
    }
    return { ours: median(times.ours), peer: median(times.peer) }
  } finally {
    await Promise.all(started.map((side) => side.end()))
  }
}

/** @param {number[]} times an odd number of them */
function median(times) {
  return times.toSorted((a, b) => a - b)[times.length >> 1]
}

module.exports = { measure }
