'use strict'

// To be preloaded: a program that waits for the end of what it kills waits long.

process.kill = () => true
