'use strict'

// The tables of a report as text, for a terminal and for a page.

/** @typedef {import('../measure').Result} Result */
/** @typedef {import('../measure').Measured} Measured */

/**
 * @typedef {object} GroupOfResults
 * @property {string} title
 * @property {boolean} [byPeer]
 * @property {Result[]} results
 *
 * @typedef {object} Sheet
 * @property {string} title
 * @property {string[]} head
 * @property {string[][]} rows
 */

const THREE_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const TWO_DECIMALS = new Intl.NumberFormat('en', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
})

/**
 * @param {GroupOfResults[]} groups
 * @param {(number: number) => string} mark makes the mark of a note
 * @returns {{ sheets: Sheet[], notes: string[] }} equal notes have one number
 */
function sheetsOf(groups, mark) {
  /** @type {Set<string>} */
  const notes = new Set()
  /** @type {Note} */
  const note = (text) => {
    if (text === undefined) return ''
    notes.add(text)
    return mark([...notes].indexOf(text) + 1)
  }
  const sheets = groups.map(({ title, byPeer, results }) => ({
    title,
    ...(byPeer ? byPeers(results, note) : inPairs(results, note)),
  }))
  return { sheets, notes: [...notes] }
}

/** @typedef {(text: string | undefined) => string} Note */

/**
 * @param {Result[]} results
 * @param {Note} note
 */
function inPairs(results, note) {
  const head = ['what', 'beside', 'ours', 'theirs', 'ratio', 'target', 'met']
  const rows = results.flatMap((result) =>
    result.peers.map((peer) => [
      result.what,
      peer.name,
      value(result.ours, result, note),
      value(peer, result, note),
      ratio(result.ours, peer),
      target(result, note),
      met(result, note),
    ]),
  )
  return { head, rows }
}

/**
 * @param {Result[]} results
 * @param {Note} note
 */
function byPeers(results, note) {
  const peers = results[0]?.peers.map(({ name }) => name) ?? []
  const head = ['what', 'zombie-init', ...peers, 'target', 'met']
  const rows = results.map((result) => [
    result.what,
    value(result.ours, result, note),
    ...result.peers.map((peer) =>
      peer.median === null
        ? value(peer, result, note)
        : `${value(peer, result, note)} (${ratio(result.ours, peer)})`,
    ),
    target(result, note),
    met(result, note),
  ])
  return { head, rows }
}

/**
 * @param {Measured} measured
 * @param {Result} result
 * @param {Note} note
 */
function value({ median, why }, { unit }, note) {
  if (median === null) return `–${note(`Not measured: ${why}`)}`
  return `${THREE_DIGITS.format(median)}${unit === 'times' ? '' : ` ${unit}`}`
}

/**
 * @param {Measured} ours
 * @param {Measured} peer
 */
function ratio(ours, peer) {
  // Both may be 0, as with wake-ups.
  if (ours.median === null || !peer.median) return '–'
  return `${TWO_DECIMALS.format(ours.median / peer.median)} x`
}

/**
 * @param {Result} result
 * @param {Note} note
 */
function target(result, note) {
  const { target: text, limit } = result
  return limit === undefined ? text : `${text} ${limit.name}: ${value(limit, result, note)}`
}

/**
 * @param {Result} result
 * @param {Note} note
 */
function met({ met: isMet, cause }, note) {
  if (isMet === null) return '–'
  return isMet ? 'yes' : `no${note(cause)}`
}

module.exports = { sheetsOf }
