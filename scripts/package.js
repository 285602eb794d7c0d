'use strict'

// Makes the published packages, as tarballs in artifacts/packages/. Each platform package combines
// its folder in npm/ with the output of `npm run prebuild`. The main package names all platform
// packages.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const manifest = require('../package.json')
const { readWords } = require('./arguments')
const { setVersion } = require('./platform-manifests')
const { repository } = require('./repository')
const { PLATFORMS, TARGETS, addonOf, chosen, folderOf, initOf, packageOf } = require('./targets')
const { linkedCrates } = require('./third-party/crates')
const { THIRD_PARTY, thirdPartyLicenses } = require('./third-party/licenses')
const { sbom } = require('./third-party/sbom')

/** @typedef {import('./targets').Target} Target */

const root = path.join(__dirname, '..')
const artifacts = path.join(root, 'artifacts')
const tarballs = path.join(artifacts, 'packages')

/**
 * Adds the files that Git ignores to the folder of a platform.
 * @param {Target} target
 * @param {string} licenses
 */
function fillPlatform(target, licenses) {
  const folder = folderOf(target)
  const addon = addonOf(target)
  setVersion(target)
  copy(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'))
  copy(path.join(artifacts, addon), path.join(folder, addon))
  copy(path.join(artifacts, initOf(target)), path.join(folder, 'zombie-init'))
  // The artifacts of a CI service lose the file mode.
  fs.chmodSync(path.join(folder, 'zombie-init'), 0o755)
  fs.writeFileSync(path.join(folder, THIRD_PARTY), licenses)
  return folder
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  // Removes the old file first: a running Node may have mapped it.
  fs.rmSync(to, { force: true })
  fs.cpSync(from, to, { recursive: true })
}

// The platform packages are in no package.json of the checkout. `npm ci` would ask the registry for
// a version that is published only after `npm ci` has passed. The published package.json leaves out
// the parts that only a checkout needs, above all install scripts.
const ONLY_HERE = new Set(['scripts', 'devDependencies', 'overrides', 'napi'])

/** @param {string} licenses */
function writeMain(licenses) {
  const folder = path.join(artifacts, 'main')
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  for (const file of [...manifest.files, 'README.md', 'LICENSE']) {
    copy(path.join(root, file), path.join(folder, file))
  }
  fs.writeFileSync(path.join(folder, THIRD_PARTY), licenses)
  const published = Object.entries(manifest).filter(([key]) => !ONLY_HERE.has(key))
  const platforms = TARGETS.map((target) => [packageOf(target), manifest.version])
  writeJson(path.join(folder, 'package.json'), {
    ...Object.fromEntries(published),
    files: [...manifest.files, THIRD_PARTY],
    repository,
    optionalDependencies: Object.fromEntries(platforms),
  })
  return folder
}

/**
 * @param {string} file
 * @param {object} json
 */
function writeJson(file, json) {
  fs.writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`)
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

const targets = chosen(readWords('npm run package -- [PLATFORM...]', PLATFORMS))
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
  const crates = linkedCrates()
  const licenses = thirdPartyLicenses(crates)
  writeJson(path.join(artifacts, 'sbom.cdx.json'), sbom(manifest, crates))
  pack([...targets.map((target) => fillPlatform(target, licenses)), writeMain(licenses)])
}
