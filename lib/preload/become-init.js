'use strict'

// Becoming zombie-init: this process keeps its PID, environment, directory and fds 0 to 2.

const { damageOf } = require('../native/elf')
const { NOEXEC, installation } = require('../native/install-hints')
const { findInit } = require('../native/platform-package')
const { withCode } = require('../support/errors')
const fs = require('../support/fs')
const { mayRead } = require('../support/runtime')

const NUL = Buffer.from([0])

/**
 * Replaces this process by zombie-init. It does not return. When it throws, it has changed nothing.
 * @param {Buffer[]} parameters of zombie-init
 */
function becomeInit(parameters) {
  const initPath = findInit()
  if (initPath === '') throw missing()
  // Loaded here: loading throws without the native part, and a caller that needs only the path must
  // not fail.
  const { binding } = require('../native/binding')
  const damage = damageThere(initPath)
  if (damage !== undefined)
    throw withCode(new Error(`ENOEXEC: ${initPath}: ${damage}. ${installation()}`), 'ENOEXEC')
  const bytes = [Buffer.from(initPath), ...parameters].flatMap((parameter) => [parameter, NUL])
  try {
    binding?.execve(Buffer.concat(bytes))
  } catch (error) {
    const refused = /** @type {NodeJS.ErrnoException} */ (error)
    refused.message += ` '${initPath}'${advice(refused.code, initPath)}`
    throw refused
  }
}

/** @param {string} file */
function damageThere(file) {
  if (!mayRead(file)) return undefined
  try {
    return damageOf(file)
  } catch {
    // A file can be executed without being readable.
    return undefined
  }
}

/**
 * @param {string | undefined} code
 * @param {string} file
 */
function advice(code, file) {
  if (code === 'ENOEXEC') return `. ${installation()}`
  if (code !== 'EACCES') return ''
  return mayEverybody(file)
    ? `. ${NOEXEC}`
    : `. Run \`chmod a+x "${file}"\` as the owner of the file`
}

/** @param {string} file */
function mayEverybody(file) {
  if (!mayRead(file)) return true
  try {
    return (fs.statSync(file).mode & 0o111) === 0o111
  } catch {
    // This process may not search the folder of the file.
    return true
  }
}

function missing() {
  const problem =
    process.platform === 'linux'
      ? `ENOENT: there is no zombie-init for linux-${process.arch}. ${installation()}`
      : `ENOENT: zombie-init works on Linux only, and this is ${process.platform}`
  return withCode(new Error(problem), 'ENOENT')
}

module.exports = { becomeInit }
