'use strict'

// Process names in the flat arrays of the binding (src/js/names.rs).

/**
 * Decodes the name that starts at element `at`: 16 bytes, padded with NULs.
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
