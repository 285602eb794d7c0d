'use strict'

/**
 * Remembers results: a parent may have thousands of zombies.
 * @template K, V
 * @param {(key: K) => V} read
 * @returns {(key: K) => V}
 */
function once(read) {
  /** @type {Map<K, V>} */
  const known = new Map()
  return (key) => {
    if (!known.has(key)) known.set(key, read(key))
    return /** @type {V} */ (known.get(key))
  }
}

module.exports = { once }
