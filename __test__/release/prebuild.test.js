'use strict'

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { root, temporaryFolder } = require('../support/helpers')

/**
 * Runs a script on a machine that has only the given programs.
 * @param {string} script
 * @param {string[]} args
 * @param {Record<string, string>} programs the output of each program
 */
function runWith(script, args, programs) {
  const folder = temporaryFolder()
  for (const [name, output] of Object.entries(programs)) {
    fs.writeFileSync(path.join(folder, name), `#!/bin/sh\necho ${output}\n`, { mode: 0o755 })
  }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'scripts', script), ...args],
    { encoding: 'utf8', env: { PATH: folder } },
  )
  return { status, stdout, stderr }
}

const ALL = { cargo: 'cargo', rustc: '/nonexistent', 'cargo-zigbuild': 'clang' }
const PARTS = {
  rust: 'rustc and cargo',
  source: 'rustup component add rust-src',
  zig: 'pip install -r scripts/requirements.txt',
}

for (const [what, programs, missing] of /** @type {const} */ ([
  ['nothing at all', {}, ['rust', 'source', 'zig']],
  ['no zig', { ...ALL, 'cargo-zigbuild': '; exit 1' }, ['source', 'zig']],
  ["no source of Rust's library", ALL, ['source']],
])) {
  test(`npm run prebuild on a machine with ${what} says what to install, and builds nothing`, () => {
    const { status, stdout, stderr } = runWith('prebuild.js', [], programs)
    const said = Object.entries(PARTS).filter(([, text]) => stderr.includes(text))
    assert.deepEqual(
      said.map(([part]) => part),
      missing,
    )
    assert.equal(stdout, '')
    assert.equal(status, 1)
  })
}

// npm would run the script `prebuild` before any script called `build`.
test('no script makes npm prebuild by the way', () => {
  const { scripts } = require('../../package.json')
  assert.deepEqual(
    Object.keys(scripts).filter((name) => name === 'build' || name === 'postprebuild'),
    [],
  )
})
