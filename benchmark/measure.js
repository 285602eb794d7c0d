'use strict'

/**
 * One side of a comparison: a process that is ready to be measured again and again.
 * @typedef {object} Side
 * @property {() => Promise<number>} round measures once, in nanoseconds if it is a time
 * @property {() => Promise<void>} end
 *
 * @typedef {object} Threshold
 * @property {string} text
 * @property {(ours: number, peer: number) => boolean} met of the medians, in the case's unit
 *
 * @typedef {object} Case
 * @property {string} what
 * @property {string} peer
 * @property {keyof typeof nanoseconds} unit
 * @property {number} rounds odd; the shorter a round, the more it takes for a steady median
 * @property {number} [warmUp] rounds that do not count, where the usual ones would be too long
 * @property {Threshold} target
 * @property {() => Side | Promise<Side>} startOurs
 * @property {() => Side | Promise<Side>} startPeer
 * @property {string} [cause] why the target is missed where it is, and what was tried
 *
 * @typedef {object} Result
 * @property {string} what
 * @property {string} peer
 * @property {number | null} ratio
 * @property {string} target
 * @property {boolean} met
 * @property {{ ours: number, peer: number, unit: string } | null} medians null when it could not be measured
 * @property {number} rounds
 * @property {string} [note]
 */

// What is no time is counted as it is.
const nanoseconds = { ns: 1, us: 1e3, ms: 1e6, bytes: 1, KiB: 1, times: 1 }

// A long-running program has compiled what it calls often: the first rounds let JIT and caches
// settle, and do not count.
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
    // The other cases are still worth having.
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
 * The medians of both sides, measured in turns, so that what else the machine does meets both.
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

/** @param {number[]} times of an odd number of rounds */
function median(times) {
  return times.toSorted((a, b) => a - b)[times.length >> 1]
}

module.exports = { measure }
