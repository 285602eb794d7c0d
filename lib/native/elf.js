'use strict'

const fs = require('../support/fs')

// The magic number, and the offsets of e_machine, e_shoff, e_shentsize and e_shnum in the header of
// a 64-bit file (elf(5)).
const MAGIC = 0x7f_45_4c_46
const MACHINE = 18
const SECTIONS = 40
const SECTION_SIZE = 58
const SECTION_COUNT = 60

// The e_machine of each processor that has a package, by Node's name for the processor.
const MACHINES = new Map([
  ['x64', 62],
  ['arm64', 183],
])

/**
 * Says whether a program or a library is damaged, or made for another processor.
 *
 * A full disk or a broken download may cut a file off. Neither the kernel nor the dynamic loader
 * notices, and the process dies of SIGBUS or SIGSEGV. For a library for another processor, the
 * loader reports a missing file.
 * @param {string} file
 * @returns {string | undefined} what is wrong; undefined when the file is whole
 * @throws the error of fs when the file cannot be read
 */
function damageOf(file) {
  const { header, size } = read(file)
  if (header.getUint32(0) !== MAGIC) return 'not an ELF file'
  const machine = MACHINES.get(process.arch)
  if (machine !== undefined && header.getUint16(MACHINE, true) !== machine)
    return `made for another processor than ${process.arch}`
  // The section headers are at the end of the file. The file is far below 4 GB, so 32 bits of
  // e_shoff are enough.
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
