'use strict'

/**
 * @param {Map<string, Set<string>>} imports the modules that each module imports
 * @returns {string[]} the first module of the circle is its last, too; nothing when there is none
 */
function findCircle(imports) {
  const done = new Set()
  /**
   * @param {string} name
   * @param {string[]} above
   * @returns {string[]}
   */
  function visit(name, above) {
    const start = above.indexOf(name)
    if (start !== -1) return [...above.slice(start), name]
    if (done.has(name)) return []
    for (const imported of imports.get(name) ?? []) {
      const circle = visit(imported, [...above, name])
      if (circle.length > 0) return circle
    }
    done.add(name)
    return []
  }
  for (const name of imports.keys()) {
    const circle = visit(name, [])
    if (circle.length > 0) return circle
  }
  return []
}

module.exports = { findCircle }
