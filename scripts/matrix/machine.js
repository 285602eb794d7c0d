'use strict'

// A machine that can run the programs of a target: this one, with the libraries of that target laid
// over /usr/lib and with an emulator where its processor is another. All else is this machine's own:
// shell, compiler, unshare.

const fs = require('node:fs')
const path = require('node:path')

const { CACHE, run } = require('./tool')

/** @typedef {import('../targets').Target} Target */

const DEBIAN_ARCH = { x64: 'amd64', arm64: 'arm64' }

// What Node links to.
const LIBRARIES = {
  glibc: ['libc6', 'libgcc-s1', 'libstdc++6', 'libatomic1'],
  musl: ['musl'],
}

// As in qemu's own binfmt.d/qemu-aarch64.conf: the beginning of an ELF program for arm64.
const ARM64 = [
  String.raw`\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00`,
  String.raw`\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff`,
].join(':')

/** @param {Target} target */
function isEmulated({ cpu }) {
  return cpu !== process.arch
}

/** @param {Target} target whether this machine is one as it is */
function isNative(target) {
  return !isEmulated(target) && target.libc === 'glibc'
}

/**
 * @param {Target} target
 * @returns {string[]} the command that starts another one on such a machine
 */
function machineOf(target) {
  if (isNative(target)) return []
  if (isEmulated(target) && target.cpu !== 'arm64') throw new Error('needs a machine with this CPU')
  const libraries = path.join(CACHE, `libraries-${target.platform}`)
  download(libraries, LIBRARIES[target.libc], DEBIAN_ARCH[target.cpu], './usr/lib')
  const enter = [path.join(__dirname, 'enter.sh'), path.join(libraries, 'usr', 'lib')]
  if (!isEmulated(target)) return [...mountNamespace(process.getuid?.() !== 0), ...enter, '']

  const emulator = path.join(CACHE, 'qemu')
  const name = './usr/bin/qemu-aarch64'
  download(emulator, ['qemu-user'], DEBIAN_ARCH[/** @type {'x64'} */ (process.arch)], name)
  // F: opened now, so that it is found in a container's file system too.
  const format = `:zombie-reaper-arm64:M::${ARM64}:${path.join(emulator, name)}:F`
  // A user namespace has its own list of formats (Linux 6.7); without one this would be the machine's.
  return [...mountNamespace(true), ...enter, format]
}

/** @param {boolean} ofUser */
function mountNamespace(ofUser) {
  return ['unshare', ...(ofUser ? ['--user', '--map-root-user'] : []), '--mount']
}

/**
 * Unpacks a part of some Debian packages.
 * @param {string} folder nothing is done when it is there
 * @param {string[]} packages
 * @param {string} architecture
 * @param {string} part
 */
function download(folder, packages, architecture, part) {
  if (fs.existsSync(folder)) return
  const half = `${folder}-half`
  fs.rmSync(half, { recursive: true, force: true })
  fs.mkdirSync(half, { recursive: true })
  // Not all of it: qemu-user has an emulator for every processor there is.
  const script = `"$@" && for package in *.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x "$0" || exit
  done && rm *.deb`
  const debs = [path.join(__dirname, '../debs.sh'), path.join(CACHE, 'apt')]
  const names = packages.map((name) => `${name}:${architecture}`)
  run(['sh', '-c', script, part, ...debs, ...names], 'needs a Debian', { cwd: half })
  fs.renameSync(half, folder)
}

module.exports = { isEmulated, isNative, machineOf }
