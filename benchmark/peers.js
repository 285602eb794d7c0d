'use strict'

// The inits that the benchmark compares with zombie-init. peers.sh puts them into target/.

const { spawnSync } = require('node:child_process')
const { existsSync, readdirSync } = require('node:fs')
const { join } = require('node:path')

const { initPath } = require('..')
const { built } = require('./baselines')

const folder = join(built, 'debian')

/** Each name, and the place of the program in the folder. */
const INITS = {
  Tini: 'usr/bin/tini',
  'Tini, static': 'usr/bin/tini-static',
  'Tini, static with musl': 'tini-musl',
  'dumb-init': 'usr/bin/dumb-init',
  catatonit: 'usr/bin/catatonit',
}

/** Why there are no such programs. */
let missing = ''

/** Downloads and builds the inits. Without a network the other cases are still measured. */
function preparePeers() {
  const { status, stderr } = spawnSync(join(__dirname, 'peers.sh'), [folder], { encoding: 'utf8' })
  if (status !== 0) missing = `benchmark/peers.sh failed: ${stderr.trim().split('\n').at(-1)}`
}

/** @param {keyof typeof INITS} name */
function initNamed(name) {
  if (missing !== '') throw new Error(missing)
  return join(folder, INITS[name])
}

function ours() {
  if (initPath === '') throw new Error('there is no zombie-init. Run `npm run build:init`')
  return initPath
}

/** The packages of the inits, with their versions. */
function packages() {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.flatMap((name) => {
    const [, program, version] = /^(?!musl)([\w-]+)_(.*)_\w+\.deb$/.exec(name) ?? []
    return program === undefined ? [] : [`${program} ${version}`]
  })
}

module.exports = { INITS, initNamed, ours, packages, preparePeers }
