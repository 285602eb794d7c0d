'use strict'

// Makes the packages that are published, as folders in npm/ and as tarballs in artifacts/packages/:
// one for each platform, from what `npm run prebuild` has built, and the main one, which names them.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const manifest = require('../package.json')
const { repository } = require('./repository')
const { TARGETS, addonOf, chosen, initOf, packageOf } = require('./targets')

/** @typedef {import('./targets').Target} Target */

const root = path.join(__dirname, '..')
const folders = path.join(root, 'npm')
const tarballs = path.join(root, 'artifacts', 'packages')

/**
 * @param {string} name
 * @param {object} json its package.json
 * @param {Record<string, string>} files where in the package, and from where in the checkout
 */
function write(name, json, files) {
  const folder = path.join(folders, name)
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  for (const [to, from] of Object.entries(files)) {
    fs.cpSync(path.join(root, from), path.join(folder, to), { recursive: true })
  }
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(json, null, 2)}\n`)
  return folder
}

/** @param {Target} target */
function writePlatform(target) {
  const { version, license, engines } = manifest
  const addon = addonOf(target)
  const folder = write(
    target.platform,
    {
      name: packageOf(target),
      version,
      description: `The native part of ${manifest.name} for ${target.platform}`,
      license,
      repository,
      type: 'commonjs',
      os: ['linux'],
      cpu: [target.cpu],
      libc: [target.libc],
      main: addon,
      files: ['zombie-init'],
      engines,
      // Neither the kernel nor the dynamic loader can read from Yarn's zip archives. Yarn would guess it from
      // the name *.node.
      preferUnplugged: true,
    },
    {
      LICENSE: 'LICENSE',
      [addon]: `artifacts/${addon}`,
      'zombie-init': `artifacts/${initOf(target)}`,
    },
  )
  fs.writeFileSync(
    path.join(folder, 'README.md'),
    `# ${packageOf(target)}\n\nThe native part of ${manifest.name} and its static zombie-init, for ${target.platform}.\n` +
      `Install ${manifest.name}, which brings it along.\n`,
  )
  // Which the artifacts of a CI service lose.
  fs.chmodSync(path.join(folder, 'zombie-init'), 0o755)
  return folder
}

// The platform packages stand in no package.json of the checkout: `npm ci` would ask the registry for
// a version that is published only after it has passed. Nor does what only a checkout needs stand in
// the published one, above all no install script.
const ONLY_HERE = new Set(['scripts', 'devDependencies', 'overrides', 'napi'])

function writeMain() {
  const published = Object.entries(manifest).filter(([key]) => !ONLY_HERE.has(key))
  const platforms = TARGETS.map((target) => [packageOf(target), manifest.version])
  const files = [...manifest.files, 'README.md', 'LICENSE'].map((file) => [file, file])
  return write(
    'main',
    {
      ...Object.fromEntries(published),
      repository,
      optionalDependencies: Object.fromEntries(platforms),
    },
    Object.fromEntries(files),
  )
}

/** @param {string[]} packages */
function pack(packages) {
  fs.rmSync(tarballs, { recursive: true, force: true })
  fs.mkdirSync(tarballs, { recursive: true })
  const { status, error } = spawnSync(
    'npm',
    ['pack', '--loglevel=error', '--pack-destination', tarballs, ...packages],
    { stdio: 'inherit' },
  )
  if (error) throw error
  process.exitCode = status ?? 1
}

const targets = chosen(process.argv.slice(2))
const missing = targets.filter((target) =>
  [addonOf(target), initOf(target)].some(
    (file) => !fs.existsSync(path.join(root, 'artifacts', file)),
  ),
)
if (missing.length > 0) {
  const names = missing.map(({ platform }) => platform).join(' ')
  console.error(`Not built yet: ${names}. Run\n  npm run prebuild -- ${names}`)
  process.exitCode = 1
} else {
  // The main one last, as it has to be published: its dependencies must be there.
  pack([...targets.map(writePlatform), writeMain()])
}
