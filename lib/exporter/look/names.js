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

  /** Returns a function for the names of one look, and the names that it has refused so far. */
  admission() {
    /** @type {Set<string>} */
    const refused = new Set()
    /**
     * @param {string} container
     * @param {string} name
     * @returns {string} the name, or "other" after the first 16 names of a container
     */
    const admitted = (container, name) => {
      if (name === '' || this.#admit(container, name)) return name
      refused.add(`${container} ${name}`)
      return OTHER
    }
    return { admitted, refused }
  }

  /**
   * @param {string} container
   * @param {string} name
   */
  #admit(container, name) {
    const names = this.#known.get(container) ?? new Set()
    this.#known.delete(container)
    this.#known.set(container, names)
    if (this.#known.size > CONTAINERS)
      this.#known.delete(/** @type {string} */ (this.#known.keys().next().value))
    if (names.size < NAMES) names.add(name)
    return names.has(name)
  }
}

module.exports = { CONTAINERS, NAMES, Names, OTHER }
