'use strict'

// The programs in C. They start and die fast, so that Node is what limits a soak.

const { execFileSync } = require('node:child_process')
const { mkdirSync, readdirSync, renameSync } = require('node:fs')
const { basename, join } = require('node:path')

const sources = join(__dirname, 'programs')
const built = join(__dirname, '../target/soak')

function compilePrograms() {
  mkdirSync(built, { recursive: true })
  for (const file of readdirSync(sources)) {
    const program = programPath(basename(file, '.c'))
    const fresh = `${program}.${process.pid}`
    execFileSync('cc', ['-O2', '-Wall', '-Werror', '-static', '-o', fresh, join(sources, file)])
    // Another soak may run the program.
    renameSync(fresh, program)
  }
}

/** @param {string} name of a program in programs/ */
function programPath(name) {
  return join(built, name)
}

module.exports = { compilePrograms, programPath }
