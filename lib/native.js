'use strict'

// The native part, or null where there is none: everywhere but on Linux.

const { withCode } = require('./errors')

/** @typedef {typeof import('../binding')} Binding */

/**
 * What went wrong with each file that the generated loader tried: it chains them as causes.
 * @param {unknown} error
 */
function reasons(error) {
  const lines = []
  for (
    let cause = error instanceof Error ? error.cause : undefined;
    cause instanceof Error;
    cause = cause.cause
  ) {
    // The first line says it; the rest of a MODULE_NOT_FOUND is the require stack.
    lines.push(`  - ${cause.message.split('\n')[0]}`)
  }
  return lines.length > 0
    ? lines.join('\n')
    : `  - ${error instanceof Error ? error.message : error}`
}

/**
 * The file of this platform, of a checkout or else of the platform package; at most one of them is
 * there, npm having chosen by libc. Undefined when none can be loaded.
 *
 * Before the generated loader, which reads 36 KB of JavaScript for platforms that this package does
 * not serve, and finds out the libc by means that take longer than all the rest.
 * @returns {Binding | undefined}
 */
function loadDirectly() {
  for (const libc of ['gnu', 'musl']) {
    const platform = `linux-${process.arch}-${libc}`
    for (const file of [`../zombie-reaper.${platform}.node`, `zombie-reaper-${platform}`]) {
      try {
        return require(file)
      } catch {
        // The generated loader meets the same error, and says it.
      }
    }
  }
  return undefined
}

/** @returns {Binding} */
function load() {
  try {
    return loadDirectly() ?? require('../binding')
  } catch (error) {
    throw withCode(
      new Error(
        `zombie-reaper cannot load its native part (zombie-reaper.linux-${process.arch}-*.node):\n${reasons(error)}\n` +
          'In a project that uses it, run `npm install --include=optional zombie-reaper` on the machine and libc that it will run on; ' +
          'in a checkout of zombie-reaper, run `npm run build` (needs Rust)',
        { cause: error },
      ),
      'ERR_ZOMBIE_REAPER_NO_NATIVE_PART',
    )
  }
}

/** @type {Binding | null} */
const binding = process.platform === 'linux' ? load() : null

// What the binding takes for "as many as there are".
const ALL = 2 ** 32 - 1

module.exports = { ALL, binding }
