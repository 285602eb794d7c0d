'use strict'

// A program beside an installed package.

const fs = require('node:fs')
const path = require('node:path')

const { copyPackage, root, temporaryFolder } = require('./helpers')

/**
 * Makes a folder with a package.json, and the package in its node_modules as npm installs it.
 * @param {Record<string, string>} files to write, by their names
 */
function project(files) {
  const folder = fs.realpathSync(temporaryFolder())
  const modules = path.join(folder, 'node_modules')
  const main = path.join(modules, 'zombie-reaper')
  copyPackage(main)
  const addon = fs.readdirSync(main).find((file) => file.endsWith('.node')) ?? ''
  const [, name] = addon.split('.')
  const platform = path.join(modules, `zombie-reaper-${name}`)
  fs.cpSync(path.join(root, 'npm', name), platform, { recursive: true })
  for (const file of [addon, 'zombie-init']) {
    fs.renameSync(path.join(main, file), path.join(platform, file))
  }
  fs.writeFileSync(path.join(folder, 'package.json'), '{}')
  for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, file), text)
  return { folder, platform }
}

module.exports = { project }
