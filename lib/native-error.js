'use strict'

// Why the native part cannot be loaded, and what to do about it. Read only then.

const fs = require('node:fs')
const path = require('node:path')

const { withCode } = require('./errors')

// What there are packages for.
const PLATFORMS = ['linux-x64-gnu', 'linux-x64-musl', 'linux-arm64-gnu', 'linux-arm64-musl']

const root = path.join(__dirname, '..')

/** @typedef {{ platform: string, file: string, error: NodeJS.ErrnoException & { resource?: string } }} Failure */

/** @param {Failure[]} failures */
function cannotLoad(failures) {
  const here = `linux-${process.arch}-${libc()}`
  const found = failures.filter(({ error }) => error.code !== 'MODULE_NOT_FOUND')
  // That another libc's cannot be loaded is no wonder.
  const failure = found.find(({ platform }) => platform === here) ?? found[0] ?? hidden(here)
  const reason =
    failure === undefined
      ? `there is no zombie-reaper.${here}.node, and no package zombie-reaper-${here}`
      : reasonOf(failure)
  return withCode(
    new Error(
      `zombie-reaper cannot load its native part for ${here}: ${reason}\n${advice(here, failure?.error)}`,
      { cause: failure?.error },
    ),
    'ERR_ZOMBIE_REAPER_NO_NATIVE_PART',
  )
}

/**
 * Of what it may not read Node 20.18 says that it is not there.
 * @param {string} platform
 * @returns {Failure | undefined}
 */
function hidden(platform) {
  const file = path.join(path.dirname(root), `zombie-reaper-${platform}`)
  if (process.permission?.has('fs.read', file) !== false) return undefined
  const error = withCode(new Error('reading it is restricted by --permission'), 'ERR_ACCESS_DENIED')
  return { platform, file, error }
}

/** @param {Failure} failure */
function reasonOf({ file, error: { message, resource = file } }) {
  return message.includes(file) ? message : `${resource}: ${message}`
}

/**
 * @param {string} here
 * @param {{ code?: string, message?: string }} [error]
 */
function advice(here, error) {
  const { code, message = '' } = error ?? {}
  if (code === 'ERR_DLOPEN_DISABLED')
    return 'Start Node.js without --no-addons; where it has --permission, add --allow-addons'
  if (code === 'ERR_ACCESS_DENIED')
    return `Start Node.js with --allow-addons and --allow-fs-read="${path.dirname(root)}/*"`
  if (message.includes('--allow-ffi')) return 'Start Deno with --allow-ffi and --allow-read'
  if (code === 'EACCES')
    return `Run \`chmod -R a+rX "${path.dirname(root)}"\` as its owner: user ${process.getuid?.()} may not read it`
  // In the words of glibc and of musl.
  if (/failed to map segment|Operation not permitted/.test(message))
    return 'Its file system is mounted noexec: install it on another one, or mount that without noexec'
  if (fs.existsSync(path.join(root, 'Cargo.toml'))) return 'Run `npm run prepare` (needs Rust)'
  if (!PLATFORMS.includes(here)) return `There are binaries for ${PLATFORMS.join(', ')}`
  const reinstall =
    'Run `rm -rf node_modules && npm install --include=optional` where the program is to run'
  const installed = PLATFORMS.filter(isInstalled)
  if (installed.length > 0 && !installed.includes(here))
    return `This node_modules was made for ${installed.join(' and ')}. ${reinstall}, and do not copy it to there`
  if (error === undefined)
    return `${reinstall}. If that does not bring it, npm 10 has left it out of package-lock.json: remove that too`
  return reinstall
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

// The file of glibc, in versions before 2.34 as well.
const GLIBC = /\/libc(\.so\.6|-2\.\d+\.so)$/m

/** That of this process, which has it mapped. */
function libc() {
  try {
    return GLIBC.test(fs.readFileSync('/proc/self/maps', 'latin1')) ? 'gnu' : 'musl'
  } catch {
    // Deno, which there is for glibc alone, has no report without more permissions.
    if (process.versions.deno) return 'gnu'
    // With --permission. Slower, since a report has every socket's host name too.
    const { header } = /** @type {{ header: object }} */ (process.report.getReport())
    return 'glibcVersionRuntime' in header ? 'gnu' : 'musl'
  }
}

module.exports = { cannotLoad }
