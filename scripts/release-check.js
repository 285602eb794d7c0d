'use strict'

// Reports what would block publishing the tarballs of `npm run package`. Looks only at the
// tarballs, since users do not get the checkout.

const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { name: main, version } = require('../package.json')
const { named, problemsOfMain, problemsOfPlatform } = require('./check-package')
const { TARGETS, packageOf } = require('./targets')

const TARBALLS = path.join(__dirname, '..', 'artifacts', 'packages')

/**
 * @param {string} tarballs the folder
 * @returns {string[]}
 */
function problemsIn(tarballs) {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-'))
  try {
    return [
      ...unpacked(tarballs, work, main, problemsOfMain),
      ...TARGETS.flatMap((target) =>
        unpacked(tarballs, work, packageOf(target), (folder) => problemsOfPlatform(folder, target)),
      ),
    ]
  } finally {
    fs.rmSync(work, { recursive: true })
  }
}

/**
 * @param {string} tarballs
 * @param {string} work
 * @param {string} name
 * @param {(folder: string) => Iterable<string>} problemsOf
 * @returns {string[]}
 */
function unpacked(tarballs, work, name, problemsOf) {
  const tarball = path.join(tarballs, `${name}-${version}.tgz`)
  if (!fs.existsSync(tarball))
    return [`${tarball} is missing. Run \`npm run prebuild && npm run package\``]
  const folder = path.join(work, name)
  fs.mkdirSync(folder)
  execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'])
  return [...named(name, problemsOf(folder))]
}

if (require.main === module) {
  const problems = problemsIn(TARBALLS)
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
  else
    console.log(`${main} ${version} and its ${TARGETS.length} platform packages can be published`)
}

module.exports = { TARBALLS, problemsIn }
