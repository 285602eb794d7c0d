'use strict'

// Preloaded: ends the program with exit code 3 if its stdin is still open when it has nothing to do.

process.on('beforeExit', () => {
  process.exitCode = process.stdin.readableEnded ? 0 : 3
})
