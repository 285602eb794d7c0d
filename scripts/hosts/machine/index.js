'use strict'

// Machines with a kernel of their own. They see the files of this machine, and change none.

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { makeInitramfs } = require('./initramfs')
const { kernelOf } = require('./kernel')
const { record } = require('../record')

/** @typedef {import('../hosts').Host['run']} Run */

const V9FS = 'trans=virtio,version=9p2000.L,msize=262144,cache=loose'

/**
 * A kernel of Debian in QEMU, which emulates the processor: any machine can do that.
 * @param {string} release
 * @returns {Run}
 */
function debian(release) {
  return (command, log) =>
    inFolder(async (folder, results) => {
      const { image, modules } = kernelOf(release)
      const needed = ['virtio_pci', '9pnet_virtio', '9p', 'overlay']
      const shares = { type: '9p', root: V9FS, results: V9FS, modules: needed }
      const initramfs = makeInitramfs(folder, modules, shares, command)
      const share = 'local,security_model=none,multidevs=remap'
      const options = {
        accel: 'tcg',
        cpu: 'max',
        m: '2048',
        smp: '2',
        display: 'none',
        serial: 'stdio',
        kernel: image,
        initrd: initramfs,
        append: 'console=ttyS0 panic=-1',
      }
      const args = Object.entries(options).flatMap(([name, value]) => [`-${name}`, value])
      const root = ['-virtfs', `${share},mount_tag=root,path=/,readonly=on`]
      const shared = ['-virtfs', `${share},mount_tag=results,path=${results}`]
      const flags = ['-nodefaults', '-no-reboot']
      await boot(results, log, ['qemu-system-x86_64', ...flags, ...args, ...root, ...shared])
    })
}

/**
 * A kernel that is a program of this machine.
 * @type {Run}
 */
function userMode(command, log) {
  return inFolder(async (folder, results) => {
    const shares = { type: 'hostfs', root: '/', results, modules: ['overlay'] }
    // Debian's package has the modules in a folder of its own.
    fs.mkdirSync(path.join(folder, 'lib'))
    fs.symlinkSync('/usr/lib/uml/modules', path.join(folder, 'lib/modules'))
    const initramfs = makeInitramfs(folder, folder, shares, command)
    const consoles = ['con=null', 'con0=null,fd:1']
    await boot(results, log, ['linux.uml', 'mem=2G', `initrd=${initramfs}`, ...consoles])
  })
}

/**
 * Calls back with a temporary folder and a folder in it for results.
 * @param {(folder: string, results: string) => Promise<void>} callback
 */
async function inFolder(callback) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-host-'))
  const results = path.join(folder, 'results')
  fs.mkdirSync(results)
  try {
    await callback(folder, results)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Runs a machine until it is off, and keeps its output.
 * @param {string} results
 * @param {string} log
 * @param {string[]} command
 */
async function boot(results, log, command) {
  const console = path.join(results, 'console')
  await record(command, console)
  const output = path.join(results, 'output')
  if (fs.existsSync(output)) return fs.copyFileSync(output, log)
  const said = fs.readFileSync(console, 'utf8')
  throw new Error(`${command[0]} did not reach the tests:\n${said.slice(-2000)}`)
}

module.exports = { debian, userMode }
