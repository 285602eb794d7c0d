'use strict'

// Debian's kernels.

const fs = require('node:fs')
const path = require('node:path')

const { run } = require('../../matrix/tool')
const { CACHE, unpack } = require('../debian')

// The image itself. In newer releases it has parts, which are packages of their own.
const PARTS = /\blinux-(?:image|modules|binary|base)-\d[^\s,]*/g

/**
 * Downloads a kernel once.
 * @param {string} release of Debian
 * @returns {{ image: string, modules: string }} `modules`: a folder with lib/modules
 */
function kernelOf(release) {
  const folder = path.join(CACHE, release)
  if (!fs.existsSync(folder)) {
    const half = `${folder}-half`
    fs.rmSync(half, { recursive: true, force: true })
    let names = ['linux-image-amd64']
    while (names.length > 0)
      names = names.flatMap((name) => unpack(name, half, release).match(PARTS) ?? [])
    // Since Debian 13 the modules are in /usr.
    if (fs.existsSync(path.join(half, 'usr/lib'))) fs.symlinkSync('usr/lib', path.join(half, 'lib'))
    const [version] = fs.readdirSync(path.join(half, 'lib/modules'))
    run(['depmod', '-b', half, version], 'Run `apt-get install kmod`')
    fs.renameSync(half, folder)
  }
  const [version] = fs.readdirSync(path.join(folder, 'lib/modules'))
  // Newer kernels are beside their modules.
  const places = [`boot/vmlinuz-${version}`, `lib/modules/${version}/vmlinuz`]
  const image = places.map((place) => path.join(folder, place)).find((file) => fs.existsSync(file))
  return { image: String(image), modules: folder }
}

module.exports = { kernelOf }
