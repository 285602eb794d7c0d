'use strict'

// node mutants/run.js [--mutate FILE[,FILE...] | --in-diff FILE] [OPTION of Stryker...]
//
// Runs Stryker on each group of groups.js, or only on the given files, or on the lines that a diff
// changes. Lines may follow a file: lib/reap/tell.js:20-30. With a diff, it fails where more than
// one mutant in ten of a group survives.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { changedLines } = require('./changed-lines')
const groups = require('./groups')

// Only Bun and Deno run it. Their tests fail with instrumented code.
const LEFT_OUT = 'lib/preload/restart-other.js'

const rest = process.argv.slice(2)

/**
 * Removes an option and its value.
 * @param {string} name
 * @returns {string | undefined} the value
 */
function take(name) {
  const at = rest.findIndex((option) => option.startsWith(name))
  if (at === -1) return undefined
  const [option, value] = rest.splice(at, 2)
  if (option !== name || value === undefined)
    throw new Error(`expected ${name} FILE, got ${option}`)
  return value
}

/** @param {string} file with lines or without */
function nameOf(file) {
  return file.split(':')[0]
}

const files = take('--mutate')?.split(',')
const diff = take('--in-diff')
if (files && diff) throw new Error('expected --mutate or --in-diff, got both')
const chosen =
  diff === undefined
    ? files
    : changedLines(fs.readFileSync(diff, 'utf8')).filter((file) => nameOf(file) !== LEFT_OUT)
const known = new Set(groups.flatMap((group) => group.files))
for (const file of chosen ?? []) {
  if (!known.has(nameOf(file))) throw new Error(`expected a file of mutants/groups.js, got ${file}`)
}
for (const [index, group] of groups.entries()) {
  const wanted = chosen?.filter((file) => group.files.includes(nameOf(file))) ?? group.files
  if (wanted.length === 0) continue
  const { status } = spawnSync(
    path.join(__dirname, 'node_modules/.bin/stryker'),
    ['run', path.join(__dirname, 'stryker.config.js'), '--mutate', wanted.join(), ...rest],
    {
      env: {
        ...process.env,
        MUTANTS_GROUP: `${index}`,
        MUTANTS_BREAK: diff === undefined ? '' : '90',
        // Stryker copies no target/, where the tests find zombie-init.
        CARGO_TARGET_DIR: path.join(__dirname, '../target'),
      },
      stdio: 'inherit',
    },
  )
  process.exitCode ||= status ?? 1
}
