'use strict'

// Which runtime runs this program, and what it lets this program do.

const fs = require('./fs')

const runtime = process.versions.bun ? 'Bun' : process.versions.deno ? 'Deno' : 'Node.js'

// libuv can be asked which children it waits for. Bun and Deno have no libuv. They hold a pidfd for
// each child until they have waited for the child.
const hasLibuv = runtime === 'Node.js'

// Without a permission, Deno asks its user on a terminal and throws elsewhere. A preload must do
// neither, so it asks here first. Everything is granted in Node and Bun.

/** @type {{ permissions: { querySync(descriptor: object): { state: string } } } | undefined} */
const deno = runtime === 'Deno' ? /** @type {any} */ (globalThis).Deno : undefined

/** @param {{ name: string, path?: string, variable?: string }} descriptor as Deno names them */
function isGranted(descriptor) {
  return deno === undefined || deno.permissions.querySync(descriptor).state === 'granted'
}

/**
 * Whether Deno lets this program read a file. Deno reads files of /proc with `--allow-all` only,
 * and says something else here.
 * @param {string} file
 */
function mayRead(file) {
  return isGranted({ name: 'read', path: file })
}

/**
 * Whether there is a file, as far as this program may know.
 * @param {string} file
 */
function exists(file) {
  return mayRead(file) && fs.existsSync(file)
}

/** @param {string} name of an environment variable */
function isVisible(name) {
  return isGranted({ name: 'env', variable: name })
}

/**
 * Returns the value of an environment variable.
 * @param {string} name
 * @returns {string | undefined} undefined too where Deno hides the variable
 */
function environmentVariable(name) {
  return isVisible(name) ? process.env[name] : undefined
}

module.exports = {
  environmentVariable,
  exists,
  hasLibuv,
  isGranted,
  isVisible,
  mayRead,
  runtime,
}
