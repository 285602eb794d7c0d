'use strict'

// What .github/publish.sh would publish, with a stand-in for npm.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { root, temporaryFolder } = require('./helpers')

const PACKAGES = [
  'zombie-reaper-linux-x64-gnu',
  'zombie-reaper-linux-x64-musl',
  'zombie-reaper-linux-arm64-gnu',
  'zombie-reaper-linux-arm64-musl',
  // Last: what it depends on is there.
  'zombie-reaper',
]

// Knows the packages that $PUBLISHED names, and prints what it is to publish.
const NPM = `#!/bin/sh
case $1 in
  view) case " $PUBLISHED " in *" $2 "*) echo "\${2##*@}" ;; *) exit 1 ;; esac ;;
  publish) echo "$@" ;;
esac
`

/**
 * @param {string} version
 * @param {{ made?: string[], published?: string[] }} [options]
 */
function publish(version, { made = PACKAGES, published = [] } = {}) {
  const folder = temporaryFolder()
  const script = path.join(folder, '.github/publish.sh')
  fs.cpSync(path.join(root, '.github/publish.sh'), script)
  const tarballs = path.join(folder, 'artifacts/packages')
  fs.mkdirSync(tarballs, { recursive: true })
  for (const name of made) fs.writeFileSync(path.join(tarballs, `${name}-${version}.tgz`), '')
  fs.writeFileSync(path.join(folder, 'npm'), NPM, { mode: 0o755 })
  const PATH = `${folder}:${process.env.PATH}`
  const PUBLISHED = published.map((name) => `${name}@${version}`).join(' ')
  const { status, stdout, stderr } = spawnSync('bash', [script, version], {
    encoding: 'utf8',
    env: { ...process.env, PATH, PUBLISHED },
  })
  return { status, lines: stdout.split('\n').slice(0, -1), stderr }
}

/**
 * @param {string} name
 * @param {string} version
 */
function command(name, version, tag = 'latest') {
  return `publish ./${name}-${version}.tgz --provenance --access public --tag ${tag}`
}

test('the platform packages are published before the one that depends on them', () => {
  const { status, lines } = publish('1.2.3')
  assert.equal(status, 0)
  assert.deepEqual(
    lines,
    PACKAGES.map((name) => command(name, '1.2.3')),
  )
})

test('a prerelease is not the latest', () => {
  const { lines } = publish('1.2.3-rc.1')
  assert.equal(lines.at(-1), command('zombie-reaper', '1.2.3-rc.1', 'next'))
})

test('a second try goes on where the first one failed', () => {
  const { status, lines } = publish('1.2.3', { published: PACKAGES.slice(0, 3) })
  assert.equal(status, 0)
  assert.deepEqual(lines, [
    ...PACKAGES.slice(0, 3).map((name) => `${name}@1.2.3 is published already`),
    command(PACKAGES[3], '1.2.3'),
    command('zombie-reaper', '1.2.3'),
  ])
})

test('with a package missing, none is published', () => {
  const { status, lines, stderr } = publish('1.2.3', { made: PACKAGES.slice(1) })
  assert.deepEqual([status, lines], [1, []])
  assert.match(stderr, /There is no zombie-reaper-linux-x64-gnu-1\.2\.3\.tgz/)
})
