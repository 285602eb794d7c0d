'use strict'

// The names of parents, bounded. A process can rename itself before each scrape, and each new name
// would be a new series in the database for good.

// A container rarely has more programs that do not wait.
const NAMES = 16

// A machine has fewer containers at a time.
const CONTAINERS = 1000

const OTHER = 'other'

class Names {
  /** @type {Map<string, Set<string>>} the names of each container, the latest container last */
  #known = new Map()

  /**
   * @param {string} container
   * @param {string} name
   * @returns {string} the name, or "other" after the first 16 names of a container
   */
  admit(container, name) {
    const names = this.#known.get(container) ?? new Set()
    this.#known.delete(container)
    this.#known.set(container, names)
    if (this.#known.size > CONTAINERS)
      this.#known.delete(/** @type {string} */ (this.#known.keys().next().value))
    if (names.size < NAMES) names.add(name)
    return names.has(name) ? name : OTHER
  }
}

module.exports = { CONTAINERS, NAMES, Names, OTHER }
