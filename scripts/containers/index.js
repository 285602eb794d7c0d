'use strict'

// Composes each image of examples/containers/, runs it with runc, and writes the table of
// docs/containers.md. Needs root, an x64 Debian with runc and Tini, and a network.

const fs = require('node:fs')
const path = require('node:path')

const { readOptions } = require('../arguments')
const { ROOTS, TARBALLS, compose } = require('./images')
const { MINUTES, watch } = require('./measure')
const { write } = require('./report')
const { WAYS } = require('./ways')

const FOLDER = path.join(__dirname, '../../target/containers')

const PREPARATION = `Run
  npm run prebuild -- linux-x64-gnu linux-x64-musl
  npm run package -- linux-x64-gnu linux-x64-musl
  scripts/roots.sh target/roots`

async function main() {
  readOptions('npm run containers', {})
  for (const folder of [TARBALLS, ROOTS])
    if (!fs.existsSync(folder)) throw new Error(`${folder} is missing. ${PREPARATION}`)
  /** @type {Map<string, string>} */
  const roots = new Map()
  for (const { image } of WAYS) {
    const { dockerfile } = image
    if (roots.has(dockerfile)) continue
    console.error(`composing ${dockerfile}`)
    roots.set(dockerfile, await compose(dockerfile, path.join(FOLDER, dockerfile)))
  }
  console.error(`running ${WAYS.length} containers for ${MINUTES} minutes`)
  const endings = await Promise.all(
    WAYS.map((way) => watch(way, String(roots.get(way.image.dockerfile)))),
  )
  const results = []
  // One after the other: on a few cores, ends at the same time would delay each other.
  for (const end of endings) results.push(await end())
  await write(results)
  const wrong = results.filter(
    ({ way, alive, end }) =>
      way.reaps !== (alive !== undefined) || (way.reaps && (end.code !== 42 || end.ms > 1000)),
  )
  for (const { way } of wrong) console.error(`not as promised: ${way.name}`)
  if (wrong.length > 0) process.exitCode = 1
}

main()
