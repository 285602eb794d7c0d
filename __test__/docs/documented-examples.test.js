'use strict'

// Every example of README.md, docs/ and index.d.ts, as a reader pastes it. Each is type-checked
// under `strict`, and this Node runs it in its own process.

const assert = require('node:assert/strict')
const { execFile, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { afterEach, test } = require('node:test')
const { promisify } = require('node:util')

const { FLAGS, findChromium } = require('../../examples/chromium')
const { installSubreaper } = require('../..')
const { skipWithoutChromium } = require('../support/chromium')
const { blocksOf, pages } = require('../support/documentation')
const { HANG, root, temporaryFolder, untilNothingIsLeft } = require('../support/helpers')

/**
 * @typedef {object} Surroundings the additions that an example needs to run
 * @property {string} [before] defines the names that the example uses
 * @property {string} [after] ends everything that keeps the process alive
 * @property {RegExp} [prints] the output that the example documents
 * @property {boolean} [chromium]
 */

/** @type {Surroundings} */
const LAUNCHES = {
  before: `const options = { executablePath: process.env.CHROME_PATH, args: ${JSON.stringify(FLAGS)} }`,
  chromium: true,
}

/** @type {Surroundings} */
// A bash that is still starting can lose the SIGHUP of a plain kill().
const TERMINAL = { after: "terminal.kill('SIGKILL')" }

/** @type {Surroundings} */
const DIAGNOSIS = { prints: /headroom: \d+/ }

/** @type {Surroundings} */
const MCP_SERVER = {
  before: `const server = { command: process.execPath, args: [${JSON.stringify(
    path.join(root, 'examples/recipes/mcp-server.js'),
  )}] }`,
}

/** @param {string} server the expression for an HTTP server */
function endsWhenListening(server) {
  return { after: `${server}.once('listening', () => process.kill(process.pid, 'SIGTERM'))` }
}

/**
 * Keyed by the file, and by the first line of the example.
 * @type {Record<string, Record<string, Surroundings>>}
 */
const SURROUNDINGS = {
  'README.md': {
    "require('zombie-reaper').startReaper()": {},
    "import puppeteer from 'puppeteer-core'": LAUNCHES,
    "import { createJob, installSubreaper } from 'zombie-reaper'": LAUNCHES,
    "const { orphans, pidUsage, zombies } = require('zombie-reaper')": DIAGNOSIS,
    "require('zombie-reaper/init')": {},
  },
  'docs/automatic.md': {
    "require('zombie-reaper').startReaper()": {},
    "const { startReaper } = require('zombie-reaper')": { prints: /quarantined: 0/ },
  },
  'docs/browsers-and-jobs.md': {
    "import puppeteer from 'puppeteer-core'": LAUNCHES,
    "import { createJob, installSubreaper } from 'zombie-reaper'": LAUNCHES,
    '// From Node 24, the end of the block closes the job.': LAUNCHES,
    "import { chromium } from 'playwright-core'": LAUNCHES,
    '// Without a process to add, look once.': LAUNCHES,
  },
  'docs/bundlers.md': {
    '// next.config.js': {},
    '// next.config.js, with `node --require zombie-reaper/auto server.js`': {},
    '// webpack.config.js': {},
  },
  'docs/by-hand.md': {
    "const { installSubreaper, isSubreaper, makeZombie, reap } = require('zombie-reaper')": {
      prints: /exitCode: null,\s+signal: 'SIGKILL',\s+coreDumped: false,\s+name: '/,
    },
    "const pty = require('node-pty')": TERMINAL,
    "const { installSubreaper, makeZombie } = require('zombie-reaper')": {},
    "const { installSubreaper } = require('zombie-reaper')": {},
  },
  'docs/diagnosis.md': {
    "const { orphans, pidUsage, zombies } = require('zombie-reaper')": DIAGNOSIS,
    "const { zombies } = require('zombie-reaper')": {},
  },
  'docs/init.md': {
    "require('zombie-reaper/init')": {},
    "const { createRequire } = require('node:module')": {},
  },
  'docs/metrics.md': {
    "const { createServer } = require('node:http')": {
      after: `server.once('listening', async () => {
        const { port } = /** @type {any} */ (server.address())
        console.log(await (await fetch(\`http://localhost:\${port}/metrics\`)).text())
        server.close()
        server.closeAllConnections()
      })`,
      prints: /^zombie_reaper_pids_headroom \d+$/m,
    },
    "const { startReaper } = require('zombie-reaper')": {
      after: `process.kill(process.pid, 'SIGINT')`,
      prints: /zombie_reaper\.pids\.headroom/,
    },
  },
  'docs/recipes.md': {
    "import { Client } from '@modelcontextprotocol/sdk/client'": MCP_SERVER,
    "import { spawn } from 'node:child_process'": { prints: /exitCode: 3,.*output: 'started/s },
    '// Express': endsWhenListening('server'),
    '// Fastify: close() also runs the hooks of onClose.': {
      // Fastify listens on two addresses, one after the other.
      after: `app.addHook('onListen', async () => process.kill(process.pid, 'SIGTERM'))`,
    },
    '// nothing-left.js': { after: 'void module.exports()' },
    '// jest.config.js': {},
    '// reaper.js': { after: 'module.exports()' },
    "// reaper.mjs, with { test: { globalSetup: './reaper.mjs' } } in vitest.config.mjs": {
      after: 'setup()',
    },
    '// playwright.config.js': {},
    '// ecosystem.config.js': {},
    "const pty = require('node-pty')": {},
    "const { Piscina } = require('piscina')": {
      before: 'const filename = __filename',
      after: 'void pool.destroy()',
    },
  },
  'docs/safety.md': {
    "const pty = require('node-pty')": TERMINAL,
  },
  'docs/signals.md': {
    "const { createServer } = require('node:http')": endsWhenListening('server'),
  },
  'docs/testing.md': {
    '// vitest.config.mjs': {},
    "import assert from 'node:assert/strict'": {},
  },
  'index.d.ts': {
    "const { makeZombie, reap } = require('zombie-reaper')": { prints: /exitCode: 7/ },
    '// Reap every second, and leave a terminal of node-pty alone.': TERMINAL,
    "const { startReaper } = require('zombie-reaper')": {},
    "import { createJob, installSubreaper } from 'zombie-reaper'": LAUNCHES,
    '// From Node 24, the end of the block closes the job.': LAUNCHES,
  },
  'metrics.d.ts': {
    "const { register } = require('prom-client')": { prints: /^zombie_reaper_orphans 0$/m },
    "const { metrics } = require('@opentelemetry/api')": {},
  },
}

const DECLARATIONS = ['index.d.ts', 'metrics.d.ts']

const JAVASCRIPT = new Set(['js', 'javascript', 'mjs', 'cjs', 'ts', 'typescript'])

/** @param {string} file */
function examplesOf(file) {
  return blocksOf(file)
    .filter(({ language }) => JAVASCRIPT.has(language))
    .map(({ code }) => ({ file, code, firstLine: code.split('\n')[0] }))
}

const examples = [...pages, ...DECLARATIONS].flatMap(examplesOf)

test('every example is listed here by its first line, and no other', () => {
  const listed = Object.entries(SURROUNDINGS).flatMap(([file, others]) =>
    Object.keys(others).map((firstLine) => `${file}: ${firstLine}`),
  )
  const found = examples.map(({ file, firstLine }) => `${file}: ${firstLine}`)
  assert.deepEqual(found.toSorted(), listed.toSorted())
})

test('an @example in a declaration file is a fenced block, so that it is one of these', () => {
  for (const file of DECLARATIONS) {
    const text = fs.readFileSync(path.join(root, file), 'utf8')
    assert.equal(/@example(?!.*\n *\* ```)/.test(text), false)
  }
})

// In this folder, Node finds the packages by the names that users know.
const folder = temporaryFolder()
const modules = path.join(folder, 'node_modules')
fs.mkdirSync(modules)
for (const [name, target] of [
  ['zombie-reaper', '.'],
  ['puppeteer-core', 'node_modules/puppeteer-core'],
  ['playwright-core', 'node_modules/playwright-core'],
  ['prom-client', 'node_modules/prom-client'],
  ['@opentelemetry', 'node_modules/@opentelemetry'],
  ['@lydell', 'node_modules/@lydell'],
  ['@modelcontextprotocol', 'node_modules/@modelcontextprotocol'],
  ['express', 'node_modules/express'],
  ['fastify', 'node_modules/fastify'],
  ['piscina', 'node_modules/piscina'],
  ['@types', 'node_modules/@types'],
]) {
  fs.symlinkSync(path.join(root, target), path.join(modules, name))
}

// The tests install node-pty as @lydell/node-pty. The types of the package name node-pty.
const terminals = path.join(modules, 'node-pty')
fs.mkdirSync(terminals)
fs.writeFileSync(path.join(terminals, 'index.js'), "module.exports = require('@lydell/node-pty')")
fs.writeFileSync(path.join(terminals, 'index.d.ts'), "export * from '@lydell/node-pty'")

// The example for Vitest imports the example before it.
fs.writeFileSync(path.join(folder, 'nothing-left.js'), 'module.exports = async () => {}')

const programs = examples.map(({ file: page, firstLine, code }, i) => {
  const known = SURROUNDINGS[page]?.[firstLine] ?? {}
  const { before = '', after = '', prints = /^/, chromium = false } = known
  const isCommonJs = /\brequire\(|\bmodule\.exports\b/.test(code)
  const file = path.join(folder, `${i}.${isCommonJs ? 'cjs' : 'mjs'}`)
  fs.writeFileSync(file, `${before}\n${code}\n${after}\n`)
  return { key: `${page}: ${firstLine}`, code, file, prints, chromium }
})

test('every example passes the types under "strict", those of Puppeteer and Playwright too', () => {
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

// An example leaves no living process behind. This process adopts and reaps the zombies.
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
    // The home folder has no ~/.bashrc, and port 0 stands for any free port.
    const env = { ...process.env, HOME: folder, TMPDIR: folder, CHROME_PATH, PORT: '0' }
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], {
      cwd: folder,
      env,
      timeout: HANG,
      killSignal: 'SIGKILL',
    })
    assert.equal(stderr, '')
    assert.match(stdout, prints)
  })
}
