'use strict'

// node mutants/run.js [--mutate FILE[,FILE...]] [OPTION of Stryker...]
//
// Runs Stryker on each group of groups.js, or only on the given files. Lines may follow a file:
// lib/reap/tell.js:20-30.

const { spawnSync } = require('node:child_process')
const path = require('node:path')

const groups = require('./groups')

/**
 * @param {string[]} options
 * @returns {{ chosen: string[] | undefined, rest: string[] }} `chosen`: the files of --mutate
 */
function parse(options) {
  const at = options.findIndex((option) => option.startsWith('--mutate'))
  if (at === -1) return { chosen: undefined, rest: options }
  if (options[at] !== '--mutate' || options[at + 1] === undefined)
    throw new Error(`expected --mutate FILE, got ${options.slice(at).join(' ')}`)
  return { chosen: options[at + 1].split(','), rest: options.toSpliced(at, 2) }
}

/** @param {string} file with lines or without */
function nameOf(file) {
  return file.split(':')[0]
}

const { chosen, rest } = parse(process.argv.slice(2))
const known = new Set(groups.flatMap(({ files }) => files))
for (const file of chosen ?? []) {
  if (!known.has(nameOf(file))) throw new Error(`expected a file of mutants/groups.js, got ${file}`)
}
for (const [index, { files }] of groups.entries()) {
  const wanted = chosen?.filter((file) => files.includes(nameOf(file))) ?? files
  if (wanted.length === 0) continue
  const { status } = spawnSync(
    path.join(__dirname, 'node_modules/.bin/stryker'),
    ['run', path.join(__dirname, 'stryker.config.js'), '--mutate', wanted.join(), ...rest],
    {
      env: {
        ...process.env,
        MUTANTS_GROUP: `${index}`,
        // Stryker copies no target/, where the tests find zombie-init.
        CARGO_TARGET_DIR: path.join(__dirname, '../target'),
      },
      stdio: 'inherit',
    },
  )
  process.exitCode ||= status ?? 1
}
