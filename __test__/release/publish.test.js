'use strict'

// The packages that .github/publish.sh would publish, with a stand-in for npm.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const crypto = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { PACKAGES } = require('../../scripts/targets')
const { root, temporaryFolder } = require('../support/helpers')

// Answers like npm, from the files in $REGISTRY, and prints the arguments of each publish.
const NPM = `#!/bin/sh
case $1 in
  view) cat "$REGISTRY/$2" 2>/dev/null || { echo "npm error code \${FAILURE:-E404}" >&2; exit 1; } ;;
  publish) echo "$@" ;;
esac
`

/** @param {string} content */
function integrityOf(content) {
  return `sha512-${crypto.createHash('sha512').update(content).digest('base64')}`
}

/**
 * Runs publish.sh on tarballs. Each tarball contains the name of its package.
 * @param {string} version
 * @param {{ made?: string[], published?: Record<string, string>, failure?: string }} [options]
 *   `published`: the registry's tarball of each published package
 */
function publish(version, { made = PACKAGES, published = {}, failure } = {}) {
  const folder = temporaryFolder()
  for (const file of ['.github/publish.sh', 'scripts/targets.js', 'package.json']) {
    fs.cpSync(path.join(root, file), path.join(folder, file))
  }
  const script = path.join(folder, '.github/publish.sh')
  const tarballs = path.join(folder, 'artifacts/packages')
  fs.mkdirSync(tarballs, { recursive: true })
  for (const name of made) fs.writeFileSync(path.join(tarballs, `${name}-${version}.tgz`), name)
  const registry = path.join(folder, 'registry')
  fs.mkdirSync(registry)
  for (const [name, content] of Object.entries(published)) {
    fs.writeFileSync(path.join(registry, `${name}@${version}`), `${integrityOf(content)}\n`)
  }
  fs.writeFileSync(path.join(folder, 'npm'), NPM, { mode: 0o755 })
  const { status, stdout, stderr } = spawnSync('bash', [script, version], {
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${folder}:${process.env.PATH}`,
      REGISTRY: registry,
      ...(failure && { FAILURE: failure }),
    },
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
  assert.equal(PACKAGES.at(-1), 'zombie-reaper')
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
  const done = PACKAGES.slice(0, 3)
  const published = Object.fromEntries(done.map((name) => [name, name]))
  const { status, lines } = publish('1.2.3', { published })
  assert.equal(status, 0)
  assert.deepEqual(lines, [
    ...done.map((name) => `${name}@1.2.3 is published already`),
    command(PACKAGES[3], '1.2.3'),
    command('zombie-reaper', '1.2.3'),
  ])
})

test('when the registry has another tarball of any package, none is published', () => {
  for (const name of PACKAGES) {
    const { status, lines, stderr } = publish('1.2.3', { published: { [name]: 'not ours' } })
    assert.deepEqual([status, lines], [1, []])
    assert.match(
      stderr,
      new RegExp(`^${name}@1\\.2\\.3 is published already, with another tarball:`),
    )
    assert.ok(stderr.includes(`expected ${integrityOf(name)}, got ${integrityOf('not ours')}`))
  }
})

test('when the registry cannot be asked, none is published', () => {
  const { status, lines, stderr } = publish('1.2.3', { failure: 'ETIMEDOUT' })
  assert.deepEqual([status, lines], [1, []])
  assert.match(stderr, /ETIMEDOUT/)
})

test('with a package missing, none is published', () => {
  const { status, lines, stderr } = publish('1.2.3', { made: PACKAGES.slice(1) })
  assert.deepEqual([status, lines], [1, []])
  assert.match(stderr, /There is no zombie-reaper-linux-x64-gnu-1\.2\.3\.tgz/)
})
