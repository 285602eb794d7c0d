'use strict'

// `node --require zombie-reaper/auto app.js`. A preload must never be what ends a program.

const auto = require('./lib/auto')

try {
  auto.start()
} catch (error) {
  auto.warn(error)
}
