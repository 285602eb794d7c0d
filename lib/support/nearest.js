'use strict'

/**
 * Finds the word that the user most likely meant. Accepts an edit distance of at most a third of
 * the word's length. Ignores case.
 * @param {string} text
 * @param {readonly string[]} words
 * @returns {string | undefined}
 */
function nearest(text, words) {
  const [best] = words
    .map((word) => ({ word, edits: distance(text.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, edits }) => edits <= word.length / 3)
    .toSorted((a, b) => a.edits - b.edits)
  return best?.word
}

/**
 * Counts the edits between two words: a character inserted, removed or replaced, or two neighbours
 * swapped (optimal string alignment distance).
 * @param {string} a
 * @param {string} b
 */
function distance(a, b) {
  // Row i, column j: the distance between the first i characters of a and the first j of b.
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      // An index before the first character gives undefined, which equals no character.
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        rows[i - 1][j] + 1,
        row[j - 1] + 1,
        rows[i - 1][j - 1] + (isSame ? 0 : 1),
        isSwap ? rows[i - 2][j - 2] + 1 : Infinity,
      )
    }
    rows.push(row)
  }
  return rows[a.length][b.length]
}

module.exports = { nearest }
