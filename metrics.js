'use strict'

// Loads first, before the application can fake any clock or timer.
require('./lib/loop/clocks')
const { figures } = require('./lib/metrics/figures')

// The first call of a function loads its file. So a program loads only the client that it uses.

/** @param {unknown} [register] */
function prometheus(register) {
  return require('./lib/metrics/prometheus').prometheus(register)
}

/** @param {unknown} [meter] */
function opentelemetry(meter) {
  return require('./lib/metrics/opentelemetry').opentelemetry(meter)
}

module.exports = { figures, opentelemetry, prometheus }
