'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { mappedLibc } = require('../../lib/native/libc')
const { root, runNode, skipWithoutStrace, temporaryFolder } = require('../support/helpers')
const { withMuslLoader } = require('../support/musl-loader')
const { PERMISSION } = require('../support/permission')

const header = /** @type {{ header: object }} */ (process.report.getReport()).header
const libc = 'glibcVersionRuntime' in header ? 'gnu' : 'musl'

const file = JSON.stringify(path.join(root, 'lib/native/libc.js'))

test('the libc is the one that this process has mapped', () => {
  assert.equal(mappedLibc(), libc)
})

test('so it is where the permission model hides which files are mapped', async () => {
  const flags = [PERMISSION, `--allow-fs-read=${root}/*`, '--no-warnings']
  const script = `
    const { likelyLibc, mappedLibc } = require(${file})
    console.log(JSON.stringify([likelyLibc(), mappedLibc()]))`
  const [likely, mapped] = await runNode([...flags, '-e', script])
  assert.equal(mapped, libc)
  assert.equal(likely, 'gnu')
})

test('the loader of musl makes musl likely', { skip: skipWithoutStrace }, async () => {
  for (const [answer, expected] of [
    ['retval=0', 'musl'],
    ['error=ENOENT', 'gnu'],
  ]) {
    const under = withMuslLoader(answer)
    const script = `console.log(JSON.stringify(require(${file}).likelyLibc()))`
    assert.equal(await runNode(['-e', script], { under }), expected)
  }
})

if (libc === 'gnu') {
  // Before version 2.34, libc.so.6 is a link to a file with the version in its name.
  for (const name of ['libc.so.6', 'libc-2.31.so']) {
    test(`glibc may be ${name}, and an upgrade may have deleted the file`, async () => {
      const folder = temporaryFolder()
      const copy = path.join(folder, name)
      const [mapped] = /\/\S*\/libc[.-]\S*$/m.exec(fs.readFileSync('/proc/self/maps', 'utf8')) ?? [
        '',
      ]
      fs.copyFileSync(mapped, copy)
      if (name !== 'libc.so.6') fs.symlinkSync(name, path.join(folder, 'libc.so.6'))
      const script = `
        const { mappedLibc } = require(${file})
        const maps = () => fs.readFileSync('/proc/self/maps', 'utf8')
        const before = mappedLibc()
        const isMapped = maps().includes(${JSON.stringify(copy)})
        fs.rmSync(${JSON.stringify(copy)})
        console.log(JSON.stringify([isMapped, before, mappedLibc(), maps().includes(${JSON.stringify(`${copy} (deleted)`)})]))`
      const env = { ...process.env, LD_LIBRARY_PATH: folder }
      assert.deepEqual(await runNode(['-e', script], { env }), [true, 'gnu', 'gnu', true])
    })
  }
}
