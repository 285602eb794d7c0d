'use strict'

// Becoming zombie-init: this process, with its PID, environment, directory and fds 0 to 2.

const fs = require('node:fs')

const { damageOf } = require('./elf')
const { withCode } = require('./errors')
const { initPath } = require('./platform-package')
const { NOEXEC, reinstall } = require('./remedy')

const NUL = Buffer.from([0])

/**
 * Replaces this process by zombie-init. Everything is as it was when this throws, and it never
 * returns.
 * @param {Buffer[]} parameters of zombie-init
 */
function becomeInit(parameters) {
  if (initPath === '') throw missing()
  // Here, and not for everybody who only wants the path: without the native part it throws.
  const { binding } = require('./native')
  const damage = damageOfInit()
  if (damage !== undefined)
    throw withCode(new Error(`ENOEXEC: ${initPath}: ${damage}. ${reinstall()}`), 'ENOEXEC')
  const bytes = [Buffer.from(initPath), ...parameters].flatMap((parameter) => [parameter, NUL])
  try {
    binding?.execve(Int32Array.from(Buffer.concat(bytes)))
  } catch (error) {
    const refused = /** @type {NodeJS.ErrnoException} */ (error)
    refused.message += ` '${initPath}'${advice(refused.code)}`
    throw refused
  }
}

function damageOfInit() {
  try {
    return damageOf(initPath)
  } catch {
    // To be executed it need not be readable.
    return undefined
  }
}

/** @param {string | undefined} code */
function advice(code) {
  if (code === 'ENOEXEC') return `. ${reinstall()}`
  if (code !== 'EACCES') return ''
  const mayEverybody = (fs.statSync(initPath).mode & 0o111) === 0o111
  return mayEverybody ? `. ${NOEXEC}` : `. Run \`chmod a+x "${initPath}"\``
}

function missing() {
  const problem =
    process.platform === 'linux'
      ? `ENOENT: there is no zombie-init for linux-${process.arch}. ${reinstall()}; in a checkout of ` +
        'zombie-reaper, run `npm run build:init` (needs Rust)'
      : 'ENOENT: there is a zombie-init for Linux only'
  return withCode(new Error(problem), 'ENOENT')
}

module.exports = { becomeInit }
