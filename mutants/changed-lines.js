'use strict'

/**
 * Finds what a diff changes in lib/.
 * @param {string} diff of git
 * @returns {string[]} the lines of each hunk, as --mutate takes them: lib/reap/tell.js:20-30
 */
function changedLines(diff) {
  let file = ''
  return diff.split('\n').flatMap((line) => {
    file = /^\+{3} b\/(.*)$/.exec(line)?.[1] ?? file
    const [, first, length = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? []
    // A hunk that only deletes has no line.
    if (first === undefined || length === '0' || !/^lib\/.*\.js$/.test(file)) return []
    return [`${file}:${first}-${Number(first) + Number(length) - 1}`]
  })
}

module.exports = { changedLines }
