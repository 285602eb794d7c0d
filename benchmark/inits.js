'use strict'

// The inits that the benchmark compares with zombie-init.

const { execFileSync } = require('node:child_process')

const { initPath } = require('..')

// No distribution has a static Tini with musl. Build its source with musl-gcc -static.
const TINI_MUSL = process.env.TINI_MUSL

/** @type {{ name: string, find: () => string }[]} */
const peers = [
  ...['tini', 'tini-static', 'dumb-init', 'catatonit'].map((name) => ({
    name: `${name} of Debian`,
    find: () => which(name),
  })),
  {
    name: 'Tini, static with musl',
    find() {
      if (TINI_MUSL) return TINI_MUSL
      throw new Error('set TINI_MUSL to the path of a Tini that musl-gcc -static has built')
    },
  },
]

/** @param {string} name */
function which(name) {
  try {
    return execFileSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' }).trim()
  } catch {
    throw new Error(
      `there is no ${name} on PATH. Run \`apt-get install ${name.replace('-static', '')}\``,
    )
  }
}

function ours() {
  if (initPath === '') throw new Error('there is no zombie-init. Run `npm run build:init`')
  return initPath
}

module.exports = { ours, peers }
