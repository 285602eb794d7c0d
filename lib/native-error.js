'use strict'

// Why the native part cannot be loaded, and what to do about it. Read only then.

const fs = require('node:fs')
const path = require('node:path')

const { withCode } = require('./errors')
const { PLATFORMS, root } = require('./platform-package')
const { NOEXEC, reinstall } = require('./remedy')

/** @typedef {{ platform: string, file: string, error: NodeJS.ErrnoException & { resource?: string } }} Failure */

/** @param {Failure[]} failures */
function cannotLoad(failures) {
  const here = `linux-${process.arch}-${libc()}`
  const found = failures.filter(({ error }) => error.code !== 'MODULE_NOT_FOUND')
  const failure =
    unreadable(here) ??
    // That another libc's cannot be loaded is no wonder.
    found.find(({ platform }) => platform === here) ??
    found[0]
  const reason =
    failure === undefined
      ? `there is no zombie-reaper.${here}.node, and no package zombie-reaper-${here}`
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
 * What of an installed platform package cannot be read. Of much of that Node says that there is no such
 * module, each version of something else.
 * @param {string} platform
 * @returns {Failure | undefined}
 */
function unreadable(platform) {
  const name = `zombie-reaper-${platform}`
  for (const modules of require.resolve.paths(name) ?? []) {
    const folder = path.join(modules, name)
    let file = folder
    try {
      if (!fs.existsSync(folder)) continue
      file = path.join(folder, 'package.json')
      JSON.parse(fs.readFileSync(file, 'utf8'))
      file = path.join(folder, `zombie-reaper.${platform}.node`)
      fs.readFileSync(file)
      return undefined
    } catch (cause) {
      const error = /** @type {NodeJS.ErrnoException} */ (cause)
      // Farther up is nothing that a program has to be allowed to read.
      if (error.code === 'ERR_ACCESS_DENIED' && modules !== path.dirname(root)) return undefined
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
    return 'Start Node.js without --no-addons; where it has --permission, add --allow-addons'
  if (code === 'ERR_ACCESS_DENIED')
    return `Start Node.js with --allow-addons and --allow-fs-read="${outermostModules()}/*"`
  if (message.includes('--allow-ffi')) return 'Start Deno with --allow-ffi and --allow-read'
  if (code === 'EACCES')
    return `Run \`chmod -R a+rX "${path.dirname(/** @type {Failure} */ (failure).file)}/"\` as its owner: user ${process.getuid?.()} may not read it`
  // In the words of glibc and of musl.
  if (/failed to map segment|Operation not permitted/.test(message)) return NOEXEC
  if (fs.existsSync(path.join(root, 'Cargo.toml'))) return 'Run `npm run prepare` (needs Rust)'
  if (!PLATFORMS.includes(here)) return `There are binaries for ${PLATFORMS.join(', ')}`
  const installed = PLATFORMS.filter(isInstalled)
  if (failure?.platform !== here && installed.length > 0 && !installed.includes(here))
    return `This node_modules was made for ${installed.join(' and ')}. ${reinstall()}, and do not copy it to there`
  if (failure === undefined)
    return `${reinstall()}. If that does not bring it, npm 10 has left it out of package-lock.json: remove that too`
  return reinstall()
}

/** Of which pnpm's packages, too, are all below: they are links to one another. */
function outermostModules() {
  const [project, ...rest] = root.split('/node_modules/')
  return rest.length > 0 ? `${project}/node_modules` : path.dirname(root)
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
