'use strict'

// `require('zombie-reaper/init')`. This entry must never end the program.

const { warn } = require('./lib/support/warn')

try {
  require('./lib/preload/init').start()
} catch (error) {
  warn(error)
}
