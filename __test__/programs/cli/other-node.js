'use strict'

// Preloaded: lets the program start another process with this in place of Node.

process.execPath = String(process.env.OTHER_NODE)
