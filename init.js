'use strict'

// `require('zombie-reaper/init')`. An entry like this must never be what ends a program.

const { warn } = require('./lib/support/warn')

try {
  require('./lib/preload/init').start()
} catch (error) {
  warn(error)
}
