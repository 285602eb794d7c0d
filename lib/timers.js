'use strict'

// Node's timers as they were when this was loaded: an application that fakes time in its tests must
// not stop the reaping of its children, nor see our timers among its own.

const {
  clearInterval,
  clearTimeout,
  setImmediate,
  setInterval,
  setTimeout,
} = require('node:timers')

module.exports = { clearInterval, clearTimeout, setImmediate, setInterval, setTimeout }
