'use strict'

// Why the native part cannot be loaded, and what to do about it. Loaded only after a failure.

const path = require('node:path')

const { withCode } = require('../support/errors')
const fs = require('../support/fs')
const { exists, runtime } = require('../support/runtime')
const { NOEXEC, installation, modules } = require('./install-hints')
const { mappedLibc } = require('./libc')
const { PLATFORMS, root } = require('./platform-package')

/** @typedef {{ platform: string, file: string, error: NodeJS.ErrnoException & { resource?: string } }} Failure */

/** @param {Failure[]} failures */
function cannotLoad(failures) {
  const here = `linux-${process.arch}-${mappedLibc()}`
  const failure =
    unreadable(here) ??
    // A binary for another libc is expected to fail.
    failures.find(({ platform }) => platform === here) ??
    failures[0]
  const reason =
    failure === undefined
      ? `found neither a file zombie-reaper.${here}.node nor a package zombie-reaper-${here}`
      : reasonOf(failure)
  return withCode(
    new Error(
      `zombie-reaper cannot load its native part for ${here}: ${reason}\n${advice(here, failure)}`,
      { cause: failure?.error },
    ),
    'ERR_ZOMBIE_REAPER_NO_NATIVE_PART',
  )
}

/**
 * Finds a file of an installed platform package that cannot be read. For many such files Node
 * reports a missing module; which files depends on the version of Node.
 * @param {string} platform
 * @returns {Failure | undefined}
 */
function unreadable(platform) {
  const name = `zombie-reaper-${platform}`
  for (const parent of require.resolve.paths(name) ?? []) {
    const folder = path.join(parent, name)
    let file = folder
    try {
      if (!exists(folder)) continue
      file = path.join(folder, 'package.json')
      const { main } = JSON.parse(fs.readFileSync(file, 'utf8')) ?? {}
      if (typeof main !== 'string')
        throw new Error(`expected "main" to name the addon, got ${JSON.stringify(main)}`)
      file = path.join(folder, main)
      fs.readFileSync(file)
      return undefined
    } catch (cause) {
      const error = /** @type {NodeJS.ErrnoException} */ (cause)
      // A program does not need permission to read folders farther up.
      if (error.code === 'ERR_ACCESS_DENIED' && parent !== path.dirname(root)) return undefined
      return { platform, file, error }
    }
  }
  return undefined
}

/** @param {Failure} failure */
function reasonOf({ file, error: { message, resource = file } }) {
  return message.includes(file) ? message : `${resource}: ${message}`
}

/**
 * @param {string} here
 * @param {Failure} [failure]
 */
function advice(here, failure) {
  const { code, message = '' } = failure?.error ?? {}
  if (code === 'ERR_DLOPEN_DISABLED')
    return 'Start Node.js without --no-addons. If you start Node.js with --permission, add --allow-addons'
  if (failure !== undefined && code === 'ERR_ACCESS_DENIED' && runtime === 'Deno')
    return `Start Deno with --allow-ffi="${path.dirname(failure.file)}"`
  if (code === 'ERR_ACCESS_DENIED')
    return `Start Node.js with --allow-addons and --allow-fs-read="${modules}/*"`
  if (failure !== undefined && code === 'EACCES')
    return `User ${process.getuid?.()} may not read the file. Run \`chmod ${readable(failure.file)}\` as the owner of the file`
  // The messages of glibc and of musl.
  if (/failed to map segment|Operation not permitted/.test(message)) return NOEXEC
  const installed = PLATFORMS.filter(isInstalled)
  if (failure?.platform !== here && installed.length > 0 && !installed.includes(here))
    return `This node_modules was made for ${installed.join(' and ')}. ${installation()}. Do not copy node_modules from another platform`
  const cure = installation()
  return failure === undefined && cure.includes('&& npm install')
    ? `${cure}. If the package is still missing, npm 10 has left it out of package-lock.json. Then remove package-lock.json too`
    : cure
}

/** @param {string} file */
function readable(file) {
  const folder = path.dirname(file)
  return folder === root ? `a+r "${file}"` : `-R a+rX "${folder}/"`
}

/** @param {string} platform */
function isInstalled(platform) {
  try {
    require.resolve(`zombie-reaper-${platform}/package.json`)
    return true
  } catch {
    return false
  }
}

module.exports = { cannotLoad }
