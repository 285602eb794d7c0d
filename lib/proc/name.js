'use strict'

// Names of processes in the binding's flat arrays (src/js/names.rs).

/**
 * The name whose 16 bytes, padded with NULs, are elements of the array from `at` on.
 * @param {Int32Array | Float64Array} flat
 * @param {number} at
 * @returns {string} '' when the name could not be read
 */
function nameAt(flat, at) {
  const name = Buffer.from(flat.buffer, flat.byteOffset + flat.BYTES_PER_ELEMENT * at, 16)
  const end = name.indexOf(0)
  return name.toString('utf8', 0, end === -1 ? name.length : end)
}

module.exports = { nameAt }
