'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { kindOf } = require('../../lib/cli/doctor/kind')

test('a program is known by the name of its file, or by its own', () => {
  const names = {
    init: [
      'zombie-init tini tini-static docker-init podman-init dumb-init catatonit systemd init',
      's6-svscan runit supervisord',
    ],
    node: ['node nodejs bun deno MainThread node-MainThread'],
    shell: ['sh -sh bash -bash dash ash zsh ksh busybox'],
    pause: ['pause'],
    'package-manager': ['npm npx yarn yarnpkg pnpm pnpx corepack npm-cli'],
    other: ['app', 'mytini tinier pauses unpause mynode nodes', '--sh shh mynpm npms'],
  }
  for (const [kind, lines] of Object.entries(names)) {
    for (const name of lines.join(' ').split(' ')) {
      assert.equal(kindOf(name, []), kind, name)
      assert.equal(kindOf('', [`/usr/bin/${name}`, '--']), kind, name)
    }
  }
})

test('the file is asked before the name, and an unknown file decides nothing', () => {
  assert.equal(kindOf('node', ['/sbin/tini', 'x']), 'init')
  assert.equal(kindOf('node', ['/srv/app']), 'node')
})

test('a package manager is known by its script, and by the title that npm writes', () => {
  for (const script of ['npm-cli.js', 'npx-cli.js', 'yarn.js', 'pnpm.cjs', 'corepack.js', 'npm'])
    assert.equal(kindOf('node', ['node', `/usr/lib/${script}`, 'start']), 'package-manager', script)
  for (const script of ['app.js', 'npm-cli.jsx', 'npm.mjs', 'npmxjs', 'my-npm-cli.js', 'npm.ccjs'])
    assert.equal(kindOf('node', ['node', `/usr/lib/${script}`, 'npm']), 'node', script)
  assert.equal(kindOf('npm start', ['npm start']), 'package-manager')
  assert.equal(kindOf('node', ['npm run serve']), 'package-manager')
})
