'use strict'

// Room: the subcommands, one file each. They read arguments and print; the rooms below do the work.

const path = require('node:path')

const { findInit, root } = require('../../native/platform-package')
const { printable } = require('../../support/printable')
const { UsageError, suggestion } = require('../frame/arguments')
const { jsonText } = require('../frame/layout')

const help = `Usage: zombie-reaper path auto|init|init-binary [--json]

Prints an absolute path, for a script or a Dockerfile.

  auto         the preload that reaps in process
  init         the preload that turns PID 1 into zombie-init
  init-binary  the program zombie-init

Options:
  --json       print {"path": "..."}

Examples:
  auto=$(npx --no zombie-reaper path auto) &&
    export NODE_OPTIONS="--require \\"$auto\\""
  cp "$(npx --no zombie-reaper path init-binary)" /init`

/** @type {Record<string, () => string>} */
const PATHS = {
  auto: () => preload('auto.js'),
  init: () => preload('init.js'),
  'init-binary': initBinary,
}

// A missing preload makes every `node` fail to start, so a wrong path is worse than no path.
const BY_YARN =
  "Yarn's Plug'n'Play finds packages only where its own loader runs, so NODE_OPTIONS cannot name a " +
  'path. Run `yarn node --require zombie-reaper/auto`, or set `nodeLinker: node-modules` in .yarnrc.yml'

/** @param {string} name */
function preload(name) {
  if (process.versions.pnp !== undefined) throw new Error(BY_YARN)
  return path.join(root, name)
}

function initBinary() {
  const found = findInit()
  if (found !== '') return found
  if (process.platform !== 'linux')
    throw new Error(`zombie-init works on Linux only, and this is ${process.platform}`)
  const { installation } = require('../../native/install-hints')
  throw new Error(`there is no zombie-init for linux-${process.arch}. ${installation()}`)
}

/** @param {import('../frame/arguments').Input} input */
function run({ values, positionals: [what, extra], out }) {
  const names = Object.keys(PATHS)
  if (what === undefined) throw new UsageError(`expected one of ${names.join(', ')}`)
  if (!Object.hasOwn(PATHS, what))
    throw new UsageError(`unknown path "${printable(what)}".${suggestion(what, names)}`)
  if (extra !== undefined) throw new UsageError(`unexpected argument "${printable(extra)}"`)
  const found = PATHS[what]()
  out.print(values.json ? jsonText({ path: found }) : found)
  return 0
}

module.exports = { help, options: { json: { type: /** @type {const} */ ('boolean') } }, run }
