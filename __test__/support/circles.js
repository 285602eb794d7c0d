'use strict'

/**
 * Finds a circle of imports.
 * @param {Map<string, Set<string>>} imports the modules that each module imports
 * @returns {string[]} the circle, with the first module again at its end; empty without a circle
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
