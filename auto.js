'use strict'

// `node --require zombie-reaper/auto app.js`. A preload must never end the program.

try {
  require('./lib/preload/auto').start()
} catch (error) {
  // Needs no further file: perhaps none can be opened.
  const { message = String(error) } = /** @type {Error} */ (error ?? {})
  process.emitWarning(message, 'ZombieReaperWarning')
}
