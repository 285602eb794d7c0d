'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { mappedLibc } = require('../../lib/native/libc')
const { program, root, runNode, skipWithoutStrace, temporaryFolder } = require('../support/helpers')
const { withMuslLoader } = require('../support/musl-loader')
const { PERMISSION } = require('../support/permission')
const { deno, run } = require('../support/runtimes')

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
  for (const arch of ['x64', 'arm64']) {
    const script = `
      Object.defineProperty(process, 'arch', { value: '${arch}' })
      console.log(JSON.stringify(require(${file}).likelyLibc()))`
    for (const [answer, expected] of [
      ['retval=0', 'musl'],
      ['error=ENOENT', 'gnu'],
    ]) {
      const under = withMuslLoader(answer, arch)
      assert.equal(await runNode(['-e', script], { under }), expected)
    }
  }
})

test(
  'Deno exists for glibc only, and needs no permission to say so',
  { skip: deno.skip },
  async () => {
    const command = [deno.command[0], 'run', '--no-prompt', `--allow-read=${root}`]
    const { stdout } = await run([...command, program('native/libc.js')])
    assert.deepEqual(JSON.parse(stdout), ['gnu', 'gnu'])
  },
)

if (libc === 'gnu') {
  // Before version 2.34, libc.so.6 is a link to a file with the version in its name.
  for (const [name, expected] of [
    ['libc.so.6', 'gnu'],
    ['libc-2.31.so', 'gnu'],
    ['libc.so.6.other', 'musl'],
  ]) {
    test(`${name} is of ${expected}, also once an upgrade has deleted the file`, async () => {
      const folder = temporaryFolder()
      const copy = path.join(folder, name)
      const maps = fs.readFileSync('/proc/self/maps', 'utf8')
      const [mapped] = /\/\S*\/libc[.-]\S*$/m.exec(maps) ?? ['']
      fs.copyFileSync(mapped, copy)
      if (name !== 'libc.so.6') fs.symlinkSync(name, path.join(folder, 'libc.so.6'))
      const script = `
        const { mappedLibc } = require(${file})
        const isMapped = (name) => fs.readFileSync('/proc/self/maps', 'utf8').includes(name + '\\n')
        const before = [isMapped(${JSON.stringify(copy)}), mappedLibc()]
        fs.rmSync(${JSON.stringify(copy)})
        const after = [isMapped(${JSON.stringify(`${copy} (deleted)`)}), mappedLibc()]
        console.log(JSON.stringify([before, after]))`
      const env = { ...process.env, LD_LIBRARY_PATH: folder }
      const seen = [true, expected]
      assert.deepEqual(await runNode(['-e', script], { env }), [seen, seen])
    })
  }
}
