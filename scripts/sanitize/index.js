'use strict'

// Runs tests of rooms of __test__ with the native parts below a checker of memory: the addon below
// AddressSanitizer, and for the room `init` zombie-init below valgrind. Fails at a report, and at a
// test that fails: a path that did not run proves nothing.

const fs = require('node:fs')
const path = require('node:path')

const { readWords } = require('../arguments')
const { root } = require('../matrix/tool')
const addon = require('./addon')
const init = require('./init')
const { testFiles } = require('./tests')

const USAGE = 'npm run sanitize -- [ROOM...]'

function main() {
  const every = fs.readdirSync(path.join(root, '__test__'))
  const named = readWords(
    USAGE,
    every.filter((room) => testFiles(room).length > 0),
  )
  const rooms = named.length > 0 ? named : [...addon.ROOMS, 'init']
  const ofAddon = rooms.filter((room) => room !== 'init')
  const results = []
  // Comes first, because it takes a minute or two, and the other half an hour.
  if (rooms.includes('init')) results.push(init.check())
  if (ofAddon.length > 0) results.push(addon.check(ofAddon))
  const reports = results.flatMap((result) => result.reports)
  const failed = results.flatMap((result) => result.failed)
  for (const report of reports) console.log(report)
  console.log(`${reports.length} reports, ${failed.length} failed tests`)
  process.exitCode = reports.length + failed.length > 0 ? 1 : 0
}

main()
