'use strict'

// The first file system of a machine: busybox, the modules that mount the rest, and guest.sh.

const fs = require('node:fs')
const path = require('node:path')

const { root, run } = require('../../matrix/tool')

const BUSYBOX = '/bin/busybox'
const COMMANDS = ['sh', 'mount', 'mkdir', 'insmod', 'ln', 'cp', 'ip', 'switch_root']

/**
 * @typedef {object} Shares how the machine mounts folders of this machine
 * @property {string} type of file system
 * @property {string} root the mount options of this machine's root
 * @property {string} results the mount options of the folder for results
 * @property {string[]} modules that the mounts need
 */

/**
 * Makes an initramfs.
 * @param {string} folder
 * @param {string} modules a folder with lib/modules
 * @param {Shares} shares
 * @param {string[]} command without quotes
 * @returns {string} the file, in the folder
 */
function makeInitramfs(folder, modules, shares, command) {
  const files = path.join(folder, 'initramfs')
  fs.mkdirSync(path.join(files, 'bin'), { recursive: true })
  fs.copyFileSync(BUSYBOX, path.join(files, 'bin/busybox'))
  for (const name of COMMANDS) fs.symlinkSync('busybox', path.join(files, 'bin', name))
  fs.copyFileSync(path.join(__dirname, 'guest.sh'), path.join(files, 'init'))
  const needed = new Set(shares.modules.flatMap((name) => withNeeds(modules, name)))
  const inside = [...needed].map((file, i) => copyModule(file, files, i))
  const job = {
    MODULES: inside.join(' '),
    TYPE: shares.type,
    ROOT: shares.root,
    RESULTS: shares.results,
    CHECKOUT: root,
    COMMAND: command.join(' '),
  }
  const lines = Object.entries(job).map(([name, value]) => `${name}='${value}'\n`)
  fs.writeFileSync(path.join(files, 'job'), lines.join(''))
  const file = `${files}.cpio`
  const pack = 'find . | cpio --quiet -o -H newc >"$0"'
  run(['sh', '-c', pack, file], 'Run `apt-get install cpio`', { cwd: files })
  return file
}

/**
 * @param {string} modules
 * @param {string} name
 * @returns {string[]} the files of a module and of the modules below it; none for a built-in one
 */
function withNeeds(modules, name) {
  const [version] = fs.readdirSync(path.join(modules, 'lib/modules'))
  const modprobe = ['modprobe', '-d', modules, '-S', version, '--show-depends', name]
  return run(modprobe, 'Run `apt-get install kmod`')
    .split('\n')
    .flatMap((line) => /^insmod (\S+)/.exec(line)?.[1] ?? [])
}

/**
 * @param {string} file
 * @param {string} files
 * @param {number} i
 */
function copyModule(file, files, i) {
  const inside = `/${i}.ko`
  const target = path.join(files, inside)
  if (file.endsWith('.xz')) run(['sh', '-c', 'xz -dc "$0" >"$1"', file, target], 'Install xz-utils')
  else fs.copyFileSync(file, target)
  return inside
}

module.exports = { makeInitramfs }
