'use strict'

// The line to the injector, from within the process whose calls fail (injector/inject.c).

const fs = require('node:fs')

const { CALLS, named } = require('../calls')

// A descriptor that no process has.
const LINE = 0x7fffff00

const counts = new Uint32Array(CALLS)

/**
 * From here on the calls of this thread count, and the fault is in force.
 * @param {bigint} fault as pack() returns it
 */
function begin(fault) {
  fs.readSync(LINE, counts, 0, 1, fault)
}

/** The end of the fault. */
function end() {
  const struck = fs.readSync(LINE, counts, 0, counts.byteLength, 0)
  const made = [...counts.entries()].filter(([, count]) => count > 0)
  return { struck, made: named(made) }
}

module.exports = { begin, end }
