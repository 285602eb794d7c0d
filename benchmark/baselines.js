'use strict'

const { execFileSync } = require('node:child_process')
const { mkdirSync, readdirSync } = require('node:fs')
const { basename, join } = require('node:path')

const sources = join(__dirname, 'baselines')
// In target/, beside the output of cargo: git ignores the folder, and `cargo clean` removes it.
const built = join(__dirname, '../target/benchmark')

function compileBaselines() {
  mkdirSync(built, { recursive: true })
  for (const file of readdirSync(sources)) {
    const program = baselinePath(basename(file, '.c'))
    execFileSync('cc', ['-O2', '-Wall', '-Werror', '-o', program, join(sources, file)])
  }
}

/** @param {string} name of a program in baselines/ */
function baselinePath(name) {
  return join(built, name)
}

module.exports = { built, compileBaselines, baselinePath }
