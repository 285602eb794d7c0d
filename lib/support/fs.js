'use strict'

// Node's own fs. In the tests of an application `require('node:fs')` may be a mock (Jest, Vitest), which
// has neither /proc nor our files.

/** @type {typeof import('node:fs')} */
module.exports = process.getBuiltinModule?.('node:fs') ?? require('node:fs')
