'use strict'

// Every example of README.md and index.d.ts, as it is pasted: type-checked under `strict`, and run by
// this Node in a process of its own.

const assert = require('node:assert/strict')
const { execFile, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { afterEach, test } = require('node:test')
const { promisify } = require('node:util')

const { installSubreaper } = require('..')
const { FLAGS, findChromium } = require('../examples/puppeteer-job')
const { skipWithoutChromium } = require('./chromium')
const { root, temporaryFolder, untilNothingIsLeft } = require('./helpers')

/**
 * @typedef {object} Surroundings what an example needs to run
 * @property {string} [before] defines the names that the example goes on from
 * @property {string} [after] ends what keeps the process alive
 * @property {RegExp} [prints] what it says of its output
 * @property {boolean} [chromium]
 */

/** @type {Surroundings} */
const LAUNCHES = {
  before: `const options = { executablePath: process.env.CHROME_PATH, args: ${JSON.stringify(FLAGS)} }`,
  chromium: true,
}

/** @type {Record<string, Surroundings>} by the file and the first line of the example */
const SURROUNDINGS = {
  "README.md: require('zombie-reaper').startReaper()": {},
  "README.md: const { startReaper } = require('zombie-reaper')": {},
  "README.md: import puppeteer from 'puppeteer-core'": LAUNCHES,
  "README.md: import { createJob } from 'zombie-reaper'": LAUNCHES,
  'README.md: // From Node 24.': LAUNCHES,
  "README.md: const { orphans, pidUsage, zombies } = require('zombie-reaper')": {
    prints: /headroom: \d+/,
  },
  "README.md: const { installSubreaper, isSubreaper, makeZombie, reap } = require('zombie-reaper')":
    {
      prints: /exitCode: null,\s+signal: 'SIGKILL',\s+coreDumped: false,\s+name: '/,
    },
  "README.md: const pty = require('node-pty')": { after: 'terminal.kill()' },
  "README.md: require('zombie-reaper/init')": {},
  "README.md: const { installSubreaper, makeZombie } = require('zombie-reaper')": {},
  "README.md: const { installSubreaper } = require('zombie-reaper')": {},
  "index.d.ts: const { makeZombie, reap } = require('zombie-reaper')": { prints: /exitCode: 7/ },
  'index.d.ts: // Reap every second, and leave a terminal of node-pty alone.': {
    after: 'terminal.kill()',
  },
  "index.d.ts: const { startReaper } = require('zombie-reaper')": {},
  "index.d.ts: import { createJob } from 'zombie-reaper'": LAUNCHES,
  'index.d.ts: // From Node 24, the end of the block closes the job.': LAUNCHES,
}

const JAVASCRIPT = new Set(['js', 'javascript', 'mjs', 'cjs', 'ts', 'typescript'])

/**
 * @param {string} file
 * @returns {{ key: string, code: string, language: string }[]} its fenced blocks of JavaScript
 */
function examplesOf(file) {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  const plain = file.endsWith('.d.ts') ? text.replace(/^ *\* ?/gm, '') : text
  return [...plain.matchAll(/^ *```(\w*)[^\n]*\n(.*?)^ *```$/gms)]
    .map(([, language, code]) => ({ key: `${file}: ${code.split('\n')[0]}`, code, language }))
    .filter(({ language }) => JAVASCRIPT.has(language))
}

const examples = [...examplesOf('README.md'), ...examplesOf('index.d.ts')]

test('every example is listed here by its first line, and no other', () => {
  assert.deepEqual(examples.map(({ key }) => key).toSorted(), Object.keys(SURROUNDINGS).toSorted())
})

test('an @example in index.d.ts is a fenced block, so that it is one of these', () => {
  const text = fs.readFileSync(path.join(root, 'index.d.ts'), 'utf8')
  assert.equal(/@example(?!.*\n *\* ```)/.test(text), false)
})

// A folder in which the packages are found by the names that users know.
const folder = temporaryFolder()
const modules = path.join(folder, 'node_modules')
fs.mkdirSync(modules)
for (const [name, target] of [
  ['zombie-reaper', '.'],
  ['puppeteer-core', 'node_modules/puppeteer-core'],
  ['@lydell', 'node_modules/@lydell'],
  ['@types', 'node_modules/@types'],
]) {
  fs.symlinkSync(path.join(root, target), path.join(modules, name))
}

// node-pty is installed as @lydell/node-pty, whose types name that module.
const terminals = path.join(modules, 'node-pty')
fs.mkdirSync(terminals)
fs.writeFileSync(path.join(terminals, 'index.js'), "module.exports = require('@lydell/node-pty')")
fs.writeFileSync(path.join(terminals, 'index.d.ts'), "export * from '@lydell/node-pty'")

const programs = examples.map(({ key, code }, i) => {
  const { before = '', after = '', prints = /^/, chromium = false } = SURROUNDINGS[key] ?? {}
  const file = path.join(folder, `${i}.${/\brequire\(/.test(code) ? 'cjs' : 'mjs'}`)
  fs.writeFileSync(file, `${before}\n${code}\n${after}\n`)
  return { key, code, file, prints, chromium }
})

test('every example passes the types under "strict", those of Puppeteer too', () => {
  const options = {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    strict: true,
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2023', 'dom', 'esnext.disposable'],
    types: ['node'],
    skipLibCheck: true,
  }
  const project = { compilerOptions: options, files: programs.map(({ file }) => file) }
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(project))
  const tsc = path.join(root, 'node_modules/.bin/tsc')
  const { error, stdout } = spawnSync(tsc, ['-p', folder], { encoding: 'utf8' })
  assert.equal(error, undefined)
  assert.equal(stdout, '')
})

// An example leaves nothing behind that lives. What it has left dead comes to this process.
installSubreaper()
afterEach(untilNothingIsLeft)

const hasAwaitUsing = Number(process.versions.node.split('.')[0]) >= 24

for (const { key, code, file, prints, chromium } of programs) {
  if (code.includes('await using') && !hasAwaitUsing) {
    test(`${key} says that it needs Node 24`, () => assert.match(code, /Node 24/))
    continue
  }
  test(`${key} runs`, { skip: chromium && skipWithoutChromium }, async () => {
    const CHROME_PATH = chromium ? findChromium() : ''
    // With a home without a ~/.bashrc.
    const env = { ...process.env, HOME: folder, TMPDIR: folder, CHROME_PATH }
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], {
      cwd: folder,
      env,
      timeout: 60_000,
      killSignal: 'SIGKILL',
    })
    assert.equal(stderr, '')
    assert.match(stdout, prints)
  })
}
