'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { damageOf } = require('../../lib/native/elf')
const { temporaryFolder } = require('../support/helpers')
const { onProcessor } = require('../support/with-value')

const MACHINES = /** @type {const} */ ({ x64: 62, arm64: 183 })

/**
 * Writes a file with the header of an ELF file (elf(5)) whose two section headers end at byte 228.
 * @param {number} size
 * @param {number} machine
 */
function elf(size, machine) {
  const header = Buffer.alloc(size)
  header.write('\x7fELF')
  header.writeUInt16LE(machine, 18)
  header.writeUInt32LE(100, 40)
  header.writeUInt16LE(64, 58)
  header.writeUInt16LE(2, 60)
  const file = path.join(temporaryFolder(), 'file')
  fs.writeFileSync(file, header)
  return file
}

for (const [arch, machine] of Object.entries(MACHINES)) {
  test(`on ${arch} a file for it is whole, unless its end is missing`, () => {
    onProcessor(arch, () => {
      assert.equal(damageOf(elf(228, machine)), undefined)
      assert.equal(damageOf(elf(227, machine)), 'cut off after 227 bytes')
      assert.equal(damageOf(elf(228, 22)), `made for another processor than ${arch}`)
    })
  })
}

test('on a processor without binaries, any processor will do', () => {
  onProcessor('s390x', () => assert.equal(damageOf(elf(228, 22)), undefined))
})

test('a file that is no program and no library is called that', () => {
  const file = elf(228, MACHINES.x64)
  for (const text of ['', '<!doctype html>', `\x7fELG${'.'.repeat(300)}`]) {
    fs.writeFileSync(file, text)
    assert.equal(damageOf(file), 'not an ELF file')
  }
})

test('a file that is missing is an error, and no descriptor stays open', () => {
  const before = fs.readdirSync('/proc/self/fd')
  damageOf(elf(228, 22))
  assert.throws(() => damageOf('/nonexistent'), { code: 'ENOENT' })
  assert.deepEqual(fs.readdirSync('/proc/self/fd'), before)
})
