'use strict'

// README.md and docs/: links, length, and the code blocks that are not JavaScript.

const assert = require('node:assert/strict')
const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const yaml = require('yaml')

const { initPath } = require('../..')
const { blocksOf, pages, proseOf, read } = require('../support/documentation')
const { HANG, root, temporaryFolder } = require('../support/helpers')

/** @type {{ page: string, language: string, code: string }[]} */
const blocks = pages.flatMap((page) =>
  blocksOf(page).map(({ language, code }) => ({ page, language, code })),
)

/** @param {string} language */
function blocksIn(language) {
  const found = blocks.filter((block) => block.language === language)
  assert.ok(found.length > 0)
  return found
}

test('README.md has at most 1,200 words, code included', () => {
  const words = read('README.md').split(/\s+/)
  const count = words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  assert.ok(count <= 1200, `${count} words`)
})

test('each set-up line of README.md has a block of its own', () => {
  const codes = blocksOf('README.md').map(({ code }) => code)
  for (const line of ['npm ci && npm run demo', 'npm ci && npm test']) {
    assert.equal(codes.filter((code) => code === `${line}\n`).length, 1, line)
  }
})

const texts = [...pages, 'index.d.ts', 'auto.d.ts', 'init.d.ts', 'metrics.d.ts']

const LINK = /!?\[[^\]]*\]\(([^)\s]+)\)/g

/**
 * @param {string} page
 * @returns {{ page: string, target: string, anchor: string | undefined }[]} its links to files and headings
 */
function relativeLinks(page) {
  return [...proseOf(page).matchAll(LINK)]
    .map(([, link]) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [file, anchor] = link.split('#')
      return { page, target: file === '' ? page : path.join(path.dirname(page), file), anchor }
    })
}

const links = pages.flatMap(relativeLinks)

/**
 * Returns the anchors of the headings, as GitHub and npm make them.
 * @param {string} page
 */
function anchorsOf(page) {
  return [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

test('every relative link leads to a file that is published', () => {
  const args = ['pack', '--dry-run', '--ignore-scripts', '--json']
  const { stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' })
  assert.match(stdout, /^\[/, stderr)
  const [{ files }] = JSON.parse(stdout)
  const published = new Set(files.map((/** @type {{ path: string }} */ file) => file.path))
  const dead = links.filter(({ target }) => !published.has(target))
  assert.deepEqual(dead, [])
  for (const page of pages) assert.ok(published.has(page), page)
})

test('every anchor is a heading of its page', () => {
  const dead = links.filter(
    ({ target, anchor }) => anchor !== undefined && !anchorsOf(target).includes(anchor),
  )
  assert.deepEqual(dead, [])
})

test('every page is in the index', () => {
  const listed = relativeLinks('docs/README.md').map(({ target }) => target)
  const others = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md')
  assert.deepEqual(listed.toSorted(), others.toSorted())
})

test('every line that can be wrapped is, at 100 columns', () => {
  const long = pages.flatMap((page) =>
    read(page)
      .split('\n')
      // A row of a table is one line, and an image has its text on one line.
      .filter((line) => line.length > 100 && !/^(\||!\[)/.test(line))
      .map((line) => `${page}: ${line}`),
  )
  assert.deepEqual(long, [])
})

test('no code span is broken over two lines', () => {
  const broken = texts.flatMap((file) =>
    proseOf(file)
      .split('\n')
      .filter((line) => line.split('`').length % 2 === 0)
      .map((line) => `${file}: ${line}`),
  )
  assert.deepEqual(broken, [])
})

/**
 * Returns the sentences of a page or a declaration file. List items and table cells count
 * separately.
 * @param {string} file
 */
function sentencesOf(file) {
  return (
    proseOf(file)
      .replaceAll(/^#.*$/gm, '')
      .replaceAll('|', '\n\n')
      .replaceAll(/^ *(- |\d+\. |@\w+)/gm, '\n\n')
      // Removes the address of a link.
      .replaceAll(/\]\([^)]*\)/g, '')
      .split(/\n\s*\n|(?<=[.!?]\**)\s/)
      .map((sentence) => sentence.trim().replaceAll(/\s+/g, ' '))
  )
}

test('every sentence has fewer than 25 words', () => {
  const long = texts.flatMap((file) =>
    sentencesOf(file)
      .filter((sentence) => sentence.split(' ').filter((word) => /\w/.test(word)).length >= 25)
      .map((sentence) => `${file}: ${sentence}`),
  )
  assert.deepEqual(long, [])
})

test('every block says its language, and is one that is checked', () => {
  const known = new Set(['dockerfile', 'js', 'json', 'sh', 'yaml'])
  const other = blocks.filter(({ language }) => !known.has(language))
  assert.deepEqual(other, [])
})

test('a shell accepts every block for it', () => {
  for (const { page, code } of blocksIn('sh')) {
    const { status, stderr } = spawnSync('sh', ['-n'], { input: code, encoding: 'utf8' })
    assert.equal(status, 0, `${page}: ${code}${stderr}`)
  }
})

test('npx never downloads a package of this name', () => {
  for (const { page, code } of blocks) assert.doesNotMatch(code, /\bnpx (?!--no )/, page)
})

test('every JSON block is JSON', () => {
  for (const { code } of blocksIn('json')) JSON.parse(code)
})

test('every pipeline in docs/recipes.md is one of examples/recipes, which have tests', () => {
  const folder = path.join(root, 'examples/recipes/pipelines')
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name))
  const pipelines = new Set(files.map((file) => fs.readFileSync(file, 'utf8')))
  const shown = blocksIn('yaml').filter(({ page }) => page === 'docs/recipes.md')
  assert.equal(shown.length, pipelines.size)
  for (const { code } of shown) assert.ok(pipelines.has(code), code)
})

test('every YAML block is YAML', () => {
  for (const { code } of blocksIn('yaml')) yaml.parse(code)
})

test('every Dockerfile line is an instruction, and a command in it is JSON', () => {
  for (const { page, code } of blocksIn('dockerfile')) {
    for (const line of code.trim().split('\n')) {
      const [, instruction, rest] = /^(CMD|COPY|ENTRYPOINT|ENV|RUN) (.*)$/.exec(line) ?? []
      assert.ok(instruction, `${page}: ${line}`)
      if (instruction === 'CMD' || instruction === 'ENTRYPOINT') JSON.parse(rest)
    }
  }
})

test('zombie-init accepts the options that a Dockerfile sets', () => {
  const options = blocksIn('dockerfile').flatMap(({ code }) =>
    [...code.matchAll(/^ENV ZOMBIE_INIT_OPTIONS="(.*)"$/gm)].map(([, value]) => value),
  )
  assert.ok(options.length > 0)
  for (const ZOMBIE_INIT_OPTIONS of options) {
    const env = { ...process.env, ZOMBIE_INIT_OPTIONS }
    const { status, stderr } = spawnSync(initPath, ['-s', '--', 'true'], { env, encoding: 'utf8' })
    assert.deepEqual([status, stderr], [0, ''])
  }
})

test('docs/init.md has every option of zombie-init', () => {
  const { stdout } = spawnSync(initPath, ['--help'], { encoding: 'utf8' })
  const long = [...stdout.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option)
  const page = read('docs/init.md')
  // The page names these two options by their letters.
  const spelled = long.filter((option) => !['--license', '--help'].includes(option))
  assert.ok(spelled.length > 5)
  for (const option of spelled) assert.ok(page.includes(option), option)
})

test('the start script of docs/signals.md hands SIGTERM to the program', async (t) => {
  const folder = temporaryFolder()
  const block = blocksIn('json').find(({ page }) => page === 'docs/signals.md')
  fs.writeFileSync(path.join(folder, 'package.json'), String(block?.code))
  fs.writeFileSync(
    path.join(folder, 'app.js'),
    `process.once('SIGTERM', () => { console.log('handled'); process.exit(0) })
    setInterval(() => {}, 1000)
    console.log('ready')`,
  )
  const child = spawn('npm', ['start', '--silent'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Its own process group, so the test can kill all remaining processes.
    detached: true,
  })
  t.after(() => {
    try {
      process.kill(-Number(child.pid), 'SIGKILL')
    } catch {
      // No process is left.
    }
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
    if (output === 'ready\n') child.kill('SIGTERM')
  })
  const [status] = await once(child, 'close', { signal: AbortSignal.timeout(HANG) })
  assert.deepEqual([status, output], [0, 'ready\nhandled\n'])
})

const pictures = fs.readdirSync(path.join(root, 'docs')).filter((name) => /\.(png|svg)$/.test(name))

for (const name of pictures.filter((file) => file.endsWith('.svg'))) {
  test(`docs/${name} has a title, a description and colours for a dark page, and loads nothing`, () => {
    const picture = read(`docs/${name}`)
    assert.match(picture, /<title id="title">.+<\/title>/)
    assert.match(picture, /<desc id="desc">.+<\/desc>/)
    assert.match(picture, /@media \(prefers-color-scheme: dark\)/)
    assert.doesNotMatch(picture, /href=|url\((?!#)|<script/)
  })
}

test('every picture is in a page', () => {
  const shown = new Set(links.map(({ target }) => target))
  for (const name of pictures) assert.ok(shown.has(`docs/${name}`), name)
})
