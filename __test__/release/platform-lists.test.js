'use strict'

// scripts/targets.js holds the list of platforms. Files that cannot read this list repeat it.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { PLATFORMS } = require('../../lib/native/platform-package')
const manifest = require('../../package.json')
const { TARGETS, addonOf, folderOf, packageOf, tripleOf } = require('../../scripts/targets')
const { root } = require('../support/helpers')

const EXPECTED = TARGETS.map(({ platform }) => platform).toSorted()

/**
 * @param {string} file
 * @param {RegExp} pattern its group matches one name, or names with commas
 */
function listed(file, pattern) {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  return [...text.matchAll(pattern)].flatMap(([, names]) => names.split(', ')).toSorted()
}

for (const [what, platforms] of /** @type {const} */ ([
  ['the folders in npm/', fs.readdirSync(path.join(root, 'npm')).toSorted()],
  ['lib/native/platform-package.js', PLATFORMS.toSorted()],
  [
    "the workflow's builds",
    listed('.github/workflows/ci.yml', /^ +platform: \[(linux-[^\]]*)\]$/gm),
  ],
  [
    'the artifacts that the workflow packs',
    listed('.github/workflows/ci.yml', /^ +name: built-(linux-.*)$/gm),
  ],
  ['scripts/roots.sh', listed('scripts/roots.sh', /^make_root (linux-\S+)/gm)],
])) {
  test(`${what}: the platforms are those of scripts/targets.js`, () => {
    assert.deepEqual(platforms, EXPECTED)
  })
}

test('deny.toml: the targets are those of scripts/targets.js', () => {
  const triples = listed('deny.toml', /^ +"([^"]+)",$/gm)
  assert.deepEqual(triples, TARGETS.map(tripleOf).toSorted())
})

for (const target of TARGETS) {
  test(`npm/${target.platform} agrees with package.json and with scripts/targets.js`, () => {
    const { name, version, license, engines, os, cpu, libc, main, files } = require(
      path.join(folderOf(target), 'package.json'),
    )
    assert.deepEqual(
      { name, version, license, engines, os, cpu, libc, main, files },
      {
        name: packageOf(target),
        version: manifest.version,
        license: manifest.license,
        engines: manifest.engines,
        os: ['linux'],
        cpu: [target.cpu],
        libc: [target.libc],
        main: addonOf(target),
        files: ['THIRD-PARTY-LICENSES.txt', 'zombie-init'],
      },
    )
  })
}
