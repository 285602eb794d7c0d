'use strict'

// Becoming zombie-init: this process, with its PID, environment, directory and fds 0 to 2.

const { initPath } = require('./init-path')

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
  const bytes = [Buffer.from(initPath), ...parameters].flatMap((parameter) => [parameter, NUL])
  try {
    binding?.execve(Int32Array.from(Buffer.concat(bytes)))
  } catch (error) {
    const refused = /** @type {NodeJS.ErrnoException} */ (error)
    refused.message += ` '${initPath}'${advice(refused.code)}`
    throw refused
  }
}

/** @param {string | undefined} code */
function advice(code) {
  return code === 'EACCES' || code === 'EPERM'
    ? ". The file must be executable, and not on a file system that is mounted 'noexec'"
    : ''
}

function missing() {
  const problem =
    process.platform === 'linux'
      ? `ENOENT: there is no zombie-init for linux-${process.arch}. In a project that uses zombie-reaper, run ` +
        '`npm install --include=optional zombie-reaper` on the machine that it will run on; in a checkout of ' +
        'zombie-reaper, run `npm run build:init` (needs Rust)'
      : 'ENOENT: there is a zombie-init for Linux only'
  return Object.assign(new Error(problem), { code: 'ENOENT' })
}

module.exports = { becomeInit }
