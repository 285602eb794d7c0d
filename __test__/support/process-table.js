'use strict'

// Reads /proc without the package, so that the package does not check its own process table.

module.exports = require('../../examples/process-table')
