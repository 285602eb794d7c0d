#!/usr/bin/env node
'use strict'

const path = require('node:path')
const { parseArgs } = require('node:util')

const { printable } = require('../lib/support/printable')

const USAGE = `Usage: zombie-reaper path auto

Prints the absolute path of zombie-reaper/auto, for NODE_OPTIONS:
  auto=$(npx --no zombie-reaper path auto) && export NODE_OPTIONS="--require \\"$auto\\""`

// The file that each argument of `path` names.
const PATHS = new Map([['auto', path.join(__dirname, '..', 'auto.js')]])

// A missing preload makes every `node` fail to start, so a wrong path is worse than no path.
const BY_YARN =
  "Yarn's Plug'n'Play finds packages only where its own loader runs, so NODE_OPTIONS cannot name a " +
  'path. Run `yarn node --require zombie-reaper/auto`, or set `nodeLinker: node-modules` in .yarnrc.yml'

/** @param {string} problem */
function fail(problem) {
  console.error(`zombie-reaper: ${problem}`)
  process.exitCode = 1
}

function main() {
  let parsed
  try {
    const options = /** @type {const} */ ({ help: { type: 'boolean', short: 'h' } })
    parsed = parseArgs({ options, allowPositionals: true })
  } catch (error) {
    fail(`${printable(/** @type {Error} */ (error).message)}\n\n${USAGE}`)
    return
  }
  if (parsed.values.help) {
    console.log(USAGE)
    return
  }
  const [command, what, ...rest] = parsed.positionals
  const found = PATHS.get(what)
  if (command !== 'path' || found === undefined || rest.length > 0)
    fail(`expected "path auto", got "${printable(parsed.positionals.join(' '))}"\n\n${USAGE}`)
  else if (process.versions.pnp !== undefined) fail(BY_YARN)
  else console.log(found)
}

main()
