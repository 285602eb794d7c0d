'use strict'

// Writes the version of package.json into npm/*/package.json, which repeat the version. npm runs
// this file for `npm version`, and `npm run package` uses it too.

const fs = require('node:fs')
const path = require('node:path')

const { version } = require('../package.json')
const { repository } = require('./repository')
const { TARGETS, folderOf } = require('./targets')

/** @param {import('./targets').Target} target */
function setVersion(target) {
  const file = path.join(folderOf(target), 'package.json')
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'))
  const json = JSON.stringify({ ...manifest, version, repository }, null, 2)
  fs.writeFileSync(file, `${json}\n`)
}

if (require.main === module) TARGETS.forEach(setVersion)

module.exports = { setVersion }
