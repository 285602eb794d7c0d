'use strict'

// Packages of Debian, unpacked and not installed.

const fs = require('node:fs')
const path = require('node:path')

const { root, run } = require('../matrix/tool')

const CACHE = path.join(root, 'target', 'hosts')
const DEBS = path.join(__dirname, '../debs.sh')
const REMEDY = 'Run this on a Debian machine'

/**
 * Unpacks a package.
 * @param {string} name
 * @param {string} folder
 * @param {string} release of Debian
 * @returns {string} the names and versions of the packages that it needs
 */
function unpack(name, folder, release) {
  fs.mkdirSync(folder, { recursive: true })
  const options = { cwd: folder, env: { ...process.env, DEBIAN: release } }
  run([DEBS, path.join(CACHE, `apt-${release}`), `${name}:amd64`], REMEDY, options)
  const file = String(fs.readdirSync(folder).find((one) => one.endsWith('.deb')))
  const depends = run(['dpkg-deb', '-f', file, 'Depends'], REMEDY, options)
  run(['dpkg-deb', '-x', file, '.'], REMEDY, options)
  fs.rmSync(path.join(folder, file))
  return depends
}

/**
 * Unpacks a package once.
 * @param {string} name
 * @param {string} release of Debian
 * @returns {string} the folder
 */
function unpacked(name, release) {
  const folder = path.join(CACHE, `${name}-${release}`)
  if (!fs.existsSync(folder)) {
    const half = `${folder}-half`
    fs.rmSync(half, { recursive: true, force: true })
    unpack(name, half, release)
    fs.renameSync(half, folder)
  }
  return folder
}

module.exports = { CACHE, unpack, unpacked }
