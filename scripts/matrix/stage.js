'use strict'

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { addonOf, initOf } = require('../targets')
const { root } = require('./tool')

const LEFT_OUT = new Set(['.git', 'artifacts', 'node_modules', 'target', 'zombie-init'])

/**
 * Makes a copy of this checkout with the prebuilt native part of the target.
 * @param {import('../targets').Target} target
 * @returns {string} a temporary folder, which is removed when this process ends
 */
function stage(target) {
  const artifacts = path.join(root, 'artifacts')
  const addon = path.join(artifacts, addonOf(target))
  const init = path.join(artifacts, initOf(target))
  for (const file of [addon, init]) {
    if (fs.existsSync(file)) continue
    const missing = path.relative(root, file)
    throw new Error(`${missing} is missing. Run \`npm run prebuild -- ${target.platform}\``)
  }
  const folder = copyCheckout()
  fs.copyFileSync(addon, path.join(folder, addonOf(target)))
  // The two places that `npm run build:init` writes to.
  for (const place of [path.join('target', 'init'), '.']) {
    fs.mkdirSync(path.join(folder, place), { recursive: true })
    fs.copyFileSync(init, path.join(folder, place, 'zombie-init'))
    fs.chmodSync(path.join(folder, place, 'zombie-init'), 0o755)
  }
  return folder
}

/**
 * Copies this checkout without its native part.
 * @returns {string} a temporary folder, which is removed when this process ends
 */
function copyCheckout() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-stage-'))
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  // Some tests run programs as other users.
  fs.chmodSync(folder, 0o755)
  for (const name of fs.readdirSync(root)) {
    if (LEFT_OUT.has(name) || name.endsWith('.node')) continue
    fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true, filter: isCopied })
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  return folder
}

/**
 * The site has packages of its own, which no test needs.
 * @param {string} source
 */
function isCopied(source) {
  return path.basename(source) !== 'node_modules'
}

module.exports = { copyCheckout, stage }
