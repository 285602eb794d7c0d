'use strict'

// The exit codes of env(1) and of every shell for a program that cannot be started, and of env(1),
// timeout(1) and `docker run` for their own failure.

module.exports = { NOT_FOUND: 127, NOT_EXECUTABLE: 126, FAILED: 125 }
