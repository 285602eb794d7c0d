'use strict'

// Loads two copies of the package, each in its own vm context, like Jest does for each test file.
// Prints whether both copies share one reaper. Prints whether the process is a subreaper before and
// after the second context stops its reaper.

const fs = require('node:fs')
const { createRequire } = require('node:module')
const path = require('node:path')
const vm = require('node:vm')

const root = path.join(__dirname, '../../..')

/** @returns {{ reaper: typeof import('../../..'), global: object }} */
function load() {
  const context = vm.createContext({ process, Buffer, Atomics, SharedArrayBuffer })
  /** @type {Map<string, { exports: any }>} */
  const modules = new Map()
  /** @param {string} file */
  function loadFile(file) {
    const { require: requireFrom, resolve } = requireOf(file)
    const known = modules.get(file)
    if (known !== undefined) return known.exports
    const module = { exports: {} }
    modules.set(file, module)
    const code = `(function (module, exports, require, __dirname) {${fs.readFileSync(file, 'utf8')}\n})`
    const run = vm.runInContext(code, context, { filename: file })
    /** @param {string} name */
    const require = (name) => {
      const found = resolve(name)
      // As in Jest, the native part, JSON and Node's own modules belong to the main context.
      return path.isAbsolute(found) && found.endsWith('.js') ? loadFile(found) : requireFrom(name)
    }
    run(module, module.exports, Object.assign(require, { resolve }), path.dirname(file))
    return module.exports
  }
  return {
    reaper: loadFile(path.join(root, 'index.js')),
    global: vm.runInContext('globalThis', context),
  }
}

/** @param {string} file */
function requireOf(file) {
  const found = createRequire(file)
  return { require: found, resolve: found.resolve }
}

const [ours, theirs] = [load(), load()]
const reaper = ours.reaper.startReaper()
const isSameReaper = theirs.reaper.startReaper() === reaper
const subreaper = ours.reaper.isSubreaper()
theirs.reaper.startReaper().stop()
console.log(
  JSON.stringify({
    isOtherGlobal: ours.global !== theirs.global,
    isSameReaper,
    subreaper: [subreaper, ours.reaper.isSubreaper()],
  }),
)
