'use strict'

// Node's own fs. In the tests of an application, `require('node:fs')` may return a mock (Jest,
// Vitest). A mock has neither /proc nor the files of this package.

/** @type {typeof import('node:fs')} */
module.exports = process.getBuiltinModule?.('node:fs') ?? require('node:fs')
