'use strict'

// A user's installation from the tarballs alone. The machines have Node, a package manager and a
// shell, but no compiler and no network except loopback.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { name, version } = require('../../../package.json')
const { TARBALLS } = require('../../../scripts/release-check')
const { TARGETS, addonOf, packageOf } = require('../../../scripts/targets')
const { root, skipUnless } = require('../../support/helpers')

/** @typedef {import('../../../scripts/targets').Target} Target */

const PROGRAMS = path.join(__dirname, 'programs')
const ROOTS = path.join(root, 'target', 'roots')

const FROM_REGISTRY = 'node ../registry.js'

/**
 * `install`: the commands; `run`: the command that starts a command of a package; `preload`: the
 * options with which Node finds packages.
 * @type {Record<string, { install: (target: Target) => string, run: string, preload?: string }>}
 */
const MANAGERS = {
  npm: { install: () => `${FROM_REGISTRY} npm install ${name}`, run: 'npx' },
  'npm, from the tarballs of the platform': {
    install: (target) =>
      `npm install --offline ../${name}-${version}.tgz ../${packageOf(target)}-${version}.tgz`,
    run: 'npx',
  },
  'npm, from all tarballs, and npm ci': {
    install: () =>
      'npm install --offline --save-optional ../*.tgz && rm -r node_modules && npm ci --offline',
    run: 'npx',
  },
  pnpm: { install: () => `${FROM_REGISTRY} pnpm add ${name}`, run: 'pnpm exec' },
  'Yarn 1': { install: () => `${FROM_REGISTRY} yarn-classic add ${name}`, run: 'yarn-classic -s' },
  'Yarn with node_modules': {
    install: () =>
      `echo 'nodeLinker: node-modules' > .yarnrc.yml && ${FROM_REGISTRY} yarn add ${name}`,
    run: 'yarn',
  },
  "Yarn with Plug'n'Play": {
    install: () => `${FROM_REGISTRY} yarn add ${name}`,
    run: 'yarn',
    preload: '--require ./.pnp.cjs',
  },
}

// Emulated commands take twenty times as long: one manager that chooses by libc, and one that does
// not.
const EMULATED = new Set(['npm', 'Yarn 1'])

/**
 * Makes a folder in a root file system, with the tarballs, and with the folder of an application.
 * @param {import('node:test').TestContext} t
 * @param {string} platform
 */
function application(t, platform) {
  const folder = fs.mkdtempSync(path.join(ROOTS, platform, 'work', 'application-'))
  t.after(() => fs.rmSync(folder, { recursive: true }))
  fs.cpSync(TARBALLS, folder, { recursive: true })
  fs.cpSync(path.join(PROGRAMS, 'registry.js'), path.join(folder, 'registry.js'))
  const app = path.join(folder, 'app')
  fs.cpSync(PROGRAMS, app, { recursive: true })
  fs.writeFileSync(path.join(app, 'package.json'), '{ "name": "app", "private": true }')
  return {
    app,
    /** @param {string} command for the shell that is PID 1 there */
    run(command) {
      const home = `/work/${path.basename(folder)}`
      const inside = ['--root', path.join(ROOTS, platform), '/bin/env', '-i']
      // For root, Yarn 1 would put its cache elsewhere.
      const environment = [
        'PATH=/bin',
        `HOME=${home}`,
        `TMPDIR=${home}`,
        `YARN_CACHE_FOLDER=${home}/cache`,
      ]
      const { status, stdout, stderr, error } = spawnSync(
        'unshare',
        // The only network is a loopback of its own.
        [
          '--pid',
          '--fork',
          '--kill-child',
          '--mount-proc',
          '--net',
          ...inside,
          ...environment,
        ].concat(['sh', '-c', `ip link set lo up && cd ${home}/app && ${command}`]),
        { encoding: 'utf8', timeout: 300_000, killSignal: 'SIGKILL' },
      )
      if (error) throw error
      assert.equal(status, 0, `${command}\n${stdout}\n${stderr}`)
      assert.doesNotMatch(stderr, /npm (warn|error)/)
      return stdout
    },
  }
}

for (const target of TARGETS) {
  const { platform } = target
  const isEmulated = target.cpu !== process.arch
  for (const [manager, { install, run: runner, preload = '' }] of Object.entries(MANAGERS)) {
    if (isEmulated && !EMULATED.has(manager)) continue
    test(
      `on ${platform}, installed by ${manager}, all of it works`,
      {
        skip: skipUnless(
          fs.existsSync(path.join(ROOTS, platform)),
          'needs scripts/roots.sh target/roots',
        ),
      },
      (t) => {
        const { app, run } = application(t, platform)
        const tools = 'cargo rustc cc gcc clang make python3'
        assert.equal(run(`for tool in ${tools}; do command -v $tool; done || true`), '')

        run(install(target))
        // Yarn 1 does not know libcs, and installs the packages of both.
        const fits = manager === 'Yarn 1' ? sameCpu(target) : [target]
        assert.deepEqual(addonsIn(app), fits.map(addonOf).toSorted())

        assert.deepEqual(JSON.parse(run(`exec node ${preload} article.js`)), {
          pid: 1,
          adopted: 'Z, child of 1',
          reaped: [[true, 42]],
          afterwards: 'gone',
        })
        assert.equal(run(`exec node ${preload} --require zombie-reaper/auto auto.js`), 'reaped\n')
        if (preload === '') {
          const options = `--require \\"$(${runner} zombie-reaper path auto)\\"`
          assert.equal(run(`export NODE_OPTIONS="${options}" && exec node auto.js`), 'reaped\n')
        } else {
          // With Plug'n'Play, a preload by its path finds no platform package.
          assert.match(run(`! ${runner} zombie-reaper path auto 2>&1`), /Plug'n'Play finds/)
        }
        assert.deepEqual(JSON.parse(run(`exec node ${preload} init.js a 'b c'`)), {
          init: true,
          ppid: 1,
          arguments: ['a', 'b c'],
        })
        assert.equal(
          run(`${runner} zombie-init --version`),
          `tini version 0.19.0 - zombie-init ${version}\n`,
        )
      },
    )
  }
}

/** @param {Target} target */
function sameCpu({ cpu }) {
  return TARGETS.filter((target) => target.cpu === cpu)
}

/** @param {string} app */
function addonsIn(app) {
  return fs
    .readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.node'))
    .map((entry) => entry.name)
    .toSorted()
}
