'use strict'

// `require('zombie-reaper/init')`. This entry must never end the program.

try {
  require('./lib/preload/init').start()
} catch (error) {
  // Needs no further file: perhaps none can be opened.
  const { message = String(error) } = /** @type {Error} */ (error ?? {})
  process.emitWarning(message, 'ZombieReaperWarning')
}
