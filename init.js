'use strict'

// `require('zombie-reaper/init')`. An entry like this must never be what ends a program.

const auto = require('./lib/auto')

try {
  require('./lib/init').start()
} catch (error) {
  auto.warn(error)
}
