'use strict'

// Prints where a copy of the package finds the native part for a platform, or null.
//
//   bun find-addon.js FOLDER PLATFORM

const path = require('node:path')

const [folder, platform] = process.argv.slice(2)
const { findAddon } = require(path.join(folder, 'lib/native/platform-package.js'))
console.log(JSON.stringify(findAddon(platform) ?? null))
