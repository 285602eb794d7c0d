'use strict'

// Copies of the code that finds the native part, in folders of their own. Only the folder decides
// what a copy finds, so a test of it needs no further process.

const fs = require('node:fs')
const path = require('node:path')

const { root, temporaryFolder } = require('./helpers')

const VERSION = require('../../package.json').version

/** Makes a folder that contains a node_modules. */
function modulesFolder() {
  return path.join(fs.realpathSync(temporaryFolder()), 'node_modules')
}

/**
 * Copies the code and its package.json, which names platform packages as a published one does.
 * @param {string} main
 * @param {object | undefined} [manifest] undefined for no package.json
 */
function copyCode(main, manifest = { version: VERSION, optionalDependencies: {} }) {
  for (const room of ['native', 'support'])
    fs.cpSync(path.join(root, 'lib', room), path.join(main, 'lib', room), { recursive: true })
  write(path.join(main, 'package.json'), JSON.stringify(manifest))
  return main
}

/**
 * @param {string} main
 * @param {string} name of a file of lib/native
 */
function requireFrom(main, name) {
  return require(path.join(main, 'lib/native', name))
}

/**
 * Writes a platform package with an addon that is no library.
 * @param {string} modules
 * @param {string} platform
 * @param {object} [manifest]
 * @returns {string} the addon
 */
function addPlatform(modules, platform, manifest) {
  const folder = path.join(modules, `zombie-reaper-${platform}`)
  const main = `zombie-reaper.${platform}.node`
  write(path.join(folder, 'package.json'), JSON.stringify(manifest ?? { version: VERSION, main }))
  return write(path.join(folder, main), '<!doctype html>')
}

/**
 * Writes a file, and its folder.
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
  return file
}

module.exports = { addPlatform, copyCode, modulesFolder, requireFrom, write }
