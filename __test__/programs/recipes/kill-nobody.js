'use strict'

// Preloaded: process.kill() does nothing, so a program waits for a killed process without success.

process.kill = () => true
