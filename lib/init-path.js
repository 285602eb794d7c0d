'use strict'

// Where the static zombie-init is. One binary serves every libc, so that of either platform package
// will do; it lies beside the native part, in a checkout too.

const fs = require('node:fs')
const path = require('node:path')

function find() {
  if (process.platform !== 'linux') return ''
  const built = path.join(__dirname, '..', 'zombie-init')
  if (fs.existsSync(built)) return built
  for (const libc of ['gnu', 'musl']) {
    try {
      return require.resolve(`zombie-reaper-linux-${process.arch}-${libc}/zombie-init`)
    } catch {
      // npm installs the one of this libc, if any.
    }
  }
  return ''
}

const initPath = find()

module.exports = { initPath }
