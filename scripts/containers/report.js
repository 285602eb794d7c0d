'use strict'

// The table of docs/containers.md.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { LIMIT, MINUTES } = require('./measure')

const PAGE = path.join(__dirname, '../../docs/containers.md')
const BEGIN = '<!-- The output of `npm run containers` begins. -->'
const END = '<!-- The output of `npm run containers` ends. -->'

const HEAD = ['way', 'result', 'PID 1', 'memory of PID 1', 'zombies', 'tasks', 'SIGTERM']

/** @typedef {import('./measure').Result} Result */

/** @param {Result} result */
function row({ way, leaked, seconds, alive, end }) {
  if (alive === undefined)
    return [way.name, `dead after ${seconds} s and ${leaked} orphans`, '–', '–', '–', '–', '–']
  return [
    way.name,
    `alive after ${seconds} s and ${leaked} orphans`,
    alive.pid1,
    memory(alive.memory),
    String(alive.zombies),
    `${alive.tasks} of ${LIMIT}`,
    `exit code ${end.code} after ${end.ms} ms`,
  ]
}

/** @param {number} kib */
function memory(kib) {
  return kib < 1024 ? `${kib} KiB` : `${Math.round(kib / 1024)} MiB`
}

/** @param {Result[]} results */
function report(results) {
  const rows = [HEAD, HEAD.map(() => '-'), ...results.map(row)]
  const { stdout } = spawnSync('runc', ['--version'], { encoding: 'utf8' })
  const runc = /runc version ([\d.]+)/.exec(stdout)?.[1]
  return [
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `Measured for ${MINUTES} minutes with runc ${runc} and Linux ${/^\d+\.\d+/.exec(os.release())?.[0]}.`,
  ].join('\n')
}

/** @param {Result[]} results */
async function write(results) {
  const prettier = require('prettier')
  const text = fs.readFileSync(PAGE, 'utf8')
  const [before] = text.split(BEGIN)
  const after = text.split(END)[1]
  const page = [before, BEGIN, '\n\n', report(results), '\n\n', END, after].join('')
  const options = { ...(await prettier.resolveConfig(PAGE)), filepath: PAGE }
  fs.writeFileSync(PAGE, await prettier.format(page, options))
}

module.exports = { BEGIN, END, write }
