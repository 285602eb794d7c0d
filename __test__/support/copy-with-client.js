'use strict'

// The package beside a prom-client that is broken, or that lies elsewhere.

const fs = require('node:fs')
const path = require('node:path')

const { copyPackage } = require('./helpers')

/**
 * @param {string} code of the client
 * @returns {string} a copy of the package
 */
function copyWithClient(code) {
  const copy = copyPackage()
  // A workspace has its packages elsewhere.
  const client = path.join(copy, 'client')
  fs.mkdirSync(client)
  fs.writeFileSync(path.join(client, 'index.js'), code)
  fs.mkdirSync(path.join(copy, 'node_modules'), { recursive: true })
  fs.symlinkSync(client, path.join(copy, 'node_modules/prom-client'))
  return copy
}

/** What a broken client does, and the message of its error. */
const BROKEN = /** @type {const} */ ([
  ["require('is-missing')", /^Cannot find module 'is-missing'/],
  ["throw new Error('broken')", /^broken$/],
])

module.exports = { BROKEN, copyWithClient }
