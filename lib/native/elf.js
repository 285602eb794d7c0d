'use strict'

const fs = require('../support/fs')

// Of elf(5), where in the header of a 64-bit file: e_machine, e_shoff, e_shentsize, e_shnum.
const MAGIC = 0x7f_45_4c_46
const MACHINE = 18
const SECTIONS = 40
const SECTION_SIZE = 58
const SECTION_COUNT = 60

// Of what there are packages for, by Node's name for a processor.
const MACHINES = new Map([
  ['x64', 62],
  ['arm64', 183],
])

/**
 * What is wrong with a program or a library, if it is not a whole one for this processor. When it was cut
 * off, by a full disk or a broken download, neither the kernel nor the dynamic loader sees it and the process
 * dies of SIGBUS or SIGSEGV; and of a library for another processor the loader says that there is no such
 * file. Throws when it cannot be read.
 * @param {string} file
 * @returns {string | undefined}
 */
function damageOf(file) {
  const { header, size } = read(file)
  if (header.getUint32(0) !== MAGIC) return 'not an ELF file'
  const machine = MACHINES.get(process.arch)
  if (machine !== undefined && header.getUint16(MACHINE, true) !== machine)
    return `made for another processor than ${process.arch}`
  // The section headers are the end of the file, far below 4 GB.
  const sections = header.getUint16(SECTION_SIZE, true) * header.getUint16(SECTION_COUNT, true)
  if (size < header.getUint32(SECTIONS, true) + sections) return `cut off after ${size} bytes`
  return undefined
}

/** @param {string} file */
function read(file) {
  const header = new DataView(new ArrayBuffer(64))
  const fd = fs.openSync(file, 'r')
  try {
    fs.readSync(fd, header)
    return { header, size: fs.fstatSync(fd).size }
  } finally {
    fs.closeSync(fd)
  }
}

module.exports = { damageOf }
