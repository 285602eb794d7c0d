'use strict'

/**
 * Finds the lines of lib/ that a diff adds or changes.
 * @param {string} diff of git
 * @returns {string[]} as --mutate takes them, such as lib/reap/tell.js:20-30
 */
function changedLines(diff) {
  /** @type {{ file: string, first: number, last: number }[]} */
  const found = []
  let file = ''
  let next = 0
  for (const text of diff.split('\n')) {
    file = /^\+{3} b\/(.*)$/.exec(text)?.[1] ?? file
    const start = /^@@ -\S+ \+(\d+)/.exec(text)?.[1]
    if (start !== undefined) next = Number(start)
    else if (/^\+(?!\+\+ )/.test(text)) {
      const range = found.at(-1)
      if (range?.file === file && range.last === next - 1) range.last = next
      else found.push({ file, first: next, last: next })
      next++
    } else if (text.startsWith(' ')) next++
  }
  return found
    .filter((range) => /^lib\/.*\.js$/.test(range.file))
    .map((range) => `${range.file}:${range.first}-${range.last}`)
}

module.exports = { changedLines }
