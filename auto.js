'use strict'

// `node --require zombie-reaper/auto app.js`. A preload must never end the program.

const { warn } = require('./lib/support/warn')

try {
  require('./lib/preload/auto').start()
} catch (error) {
  warn(error)
}
