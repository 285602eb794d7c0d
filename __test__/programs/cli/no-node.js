'use strict'

// Preloaded: lets the program find no Node to start another process with.

process.execPath = '/no/such/node'
