'use strict'

const fs = require('../support/fs')

// The auxiliary vector (getauxval(3)) has pairs of a key and a value, 64 bits each. AT_BASE is the
// address of the loader that the program asks for (PT_INTERP).
const PAIR = 16
const AT_BASE = 7n

/**
 * Whether the kernel started the dynamic loader, which then loaded Node, as in
 * `ld-linux-x86-64.so.2 node app.js`. Then `process.execPath` is the loader.
 *
 * A loader asks for no loader. A static program asks for no loader either, but it could not load
 * the native part.
 */
function isStartedByLoader() {
  let vector
  try {
    vector = fs.readFileSync('/proc/self/auxv')
  } catch {
    // Without /proc, `process.execPath` comes from the command line, and names Node.
    return false
  }
  for (let at = 0; at + PAIR <= vector.length; at += PAIR) {
    if (vector.readBigUInt64LE(at) === AT_BASE) return vector.readBigUInt64LE(at + 8) === 0n
  }
  return false
}

module.exports = { isStartedByLoader }
