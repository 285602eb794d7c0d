'use strict'

// A machine that can run the programs of a target. It is this machine with the target's libraries
// mounted over /usr/lib, and with an emulator for another processor. Shell, compiler and unshare are
// still this machine's.

const fs = require('node:fs')
const path = require('node:path')

const { CACHE, run } = require('./tool')

/** @typedef {import('../targets').Target} Target */

const DEBIAN_ARCH = { x64: 'amd64', arm64: 'arm64' }

// The libraries that Node links to.
const LIBRARIES = {
  glibc: ['libc6', 'libgcc-s1', 'libstdc++6', 'libatomic1'],
  musl: ['musl'],
}

// The start of an ELF program for arm64, as in qemu's own binfmt.d/qemu-aarch64.conf.
const ARM64 = [
  String.raw`\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00`,
  String.raw`\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff`,
].join(':')

/** @param {Target} target */
function isEmulated({ cpu }) {
  return cpu !== process.arch
}

/** @param {Target} target whether this machine is a machine of the target without changes */
function isNative(target) {
  return !isEmulated(target) && target.libc === 'glibc'
}

/**
 * @param {Target} target
 * @returns {string[]} the command that starts another command on such a machine
 */
function machineOf(target) {
  if (isNative(target)) return []
  if (isEmulated(target) && target.cpu !== 'arm64')
    throw new Error(`expected a machine with the processor ${target.cpu}, got ${process.arch}`)
  const libraries = path.join(CACHE, `libraries-${target.platform}`)
  download(libraries, LIBRARIES[target.libc], DEBIAN_ARCH[target.cpu], './usr/lib')
  const enter = [path.join(__dirname, 'enter.sh'), path.join(libraries, 'usr', 'lib')]
  if (!isEmulated(target)) return [...mountNamespace(process.getuid?.() !== 0), ...enter, '']

  const emulator = path.join(CACHE, 'qemu')
  const name = './usr/bin/qemu-aarch64'
  download(emulator, ['qemu-user'], DEBIAN_ARCH[/** @type {'x64'} */ (process.arch)], name)
  // F opens the emulator now, so that other file systems, such as a container's, can use it.
  const format = `:zombie-reaper-arm64:M::${ARM64}:${path.join(emulator, name)}:F`
  // A user namespace has its own list of formats since Linux 6.7. Otherwise this would change the
  // machine's list.
  return [...mountNamespace(true), ...enter, format]
}

/** @param {boolean} ofUser */
function mountNamespace(ofUser) {
  return ['unshare', ...(ofUser ? ['--user', '--map-root-user'] : []), '--mount']
}

/**
 * Unpacks a part of some Debian packages.
 * @param {string} folder where the files go; an existing folder is left as it is
 * @param {string[]} packages
 * @param {string} architecture
 * @param {string} part
 */
function download(folder, packages, architecture, part) {
  if (fs.existsSync(folder)) return
  const half = `${folder}-half`
  fs.rmSync(half, { recursive: true, force: true })
  fs.mkdirSync(half, { recursive: true })
  // Only a part: qemu-user has an emulator for every processor.
  const script = `"$@" && for package in *.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x "$0" || exit
  done && rm *.deb`
  const debs = [path.join(__dirname, '../debs.sh'), path.join(CACHE, 'apt')]
  const names = packages.map((name) => `${name}:${architecture}`)
  run(['sh', '-c', script, part, ...debs, ...names], 'Run the tests on a Debian machine', {
    cwd: half,
  })
  fs.renameSync(half, folder)
}

module.exports = { isEmulated, isNative, machineOf }
