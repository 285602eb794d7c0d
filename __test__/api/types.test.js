'use strict'

// Compiles the types as a user's TypeScript does: with each module resolution, in both kinds of
// module, and without skipLibCheck.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { signalName } = require('../../lib/support/signals')
const { root, temporaryFolder } = require('../support/helpers')

const checks = path.join(__dirname, 'types')

/**
 * @param {Record<string, unknown>} compilerOptions
 * @param {string[]} extensions
 * @param {Record<string, string>} [others] more files, by their names
 * @param {string[]} [dependencies] more packages that the program has installed
 */
function compile(compilerOptions, extensions, others = {}, dependencies = []) {
  const folder = temporaryFolder()
  const modules = path.join(folder, 'node_modules')
  const main = path.join(modules, 'zombie-reaper')
  fs.mkdirSync(main, { recursive: true })
  for (const file of ['package.json', 'index.d.ts', 'auto.d.ts', 'init.d.ts', 'metrics.d.ts'])
    fs.cpSync(path.join(root, file), path.join(main, file))
  for (const dependency of ['@types', 'undici-types', 'expect-type', ...dependencies])
    fs.symlinkSync(path.join(root, 'node_modules', dependency), path.join(modules, dependency))
  for (const file of fs.readdirSync(checks)) {
    for (const extension of extensions) {
      fs.cpSync(path.join(checks, file), path.join(folder, file.replace(/ts$/, extension)))
    }
  }
  for (const [name, text] of Object.entries(others)) fs.writeFileSync(path.join(folder, name), text)
  const options = { strict: true, noEmit: true, types: ['node'], ...compilerOptions }
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }))
  const tsc = path.join(root, 'node_modules/.bin/tsc')
  const { error, stdout } = spawnSync(tsc, ['-p', folder], { encoding: 'utf8' })
  assert.equal(error, undefined)
  return stdout
}

for (const module of ['node16', 'nodenext']) {
  test(`the types hold with "module": "${module}", imported and required`, () => {
    const target = 'es2022'
    assert.equal(compile({ module, target }, ['mts', 'cts']), '')
  })
}

test('the types hold with "moduleResolution": "bundler"', () => {
  const options = { module: 'preserve', moduleResolution: 'bundler', target: 'es2022' }
  assert.equal(compile(options, ['ts']), '')
})

test('the types hold with "exactOptionalPropertyTypes"', () => {
  const options = { module: 'nodenext', target: 'es2022', exactOptionalPropertyTypes: true }
  assert.equal(compile(options, ['mts']), '')
})

test('the type of `signal` has every name that the code returns', () => {
  // The kernel's signals, _NSIG of signal(7).
  const names = Array.from({ length: 64 }, (_, i) => signalName(i + 1))
  const text = `import type { ReapedProcess } from 'zombie-reaper'
    export const names: ReapedProcess['signal'][] = ${JSON.stringify(names)}`
  const options = { module: 'nodenext', target: 'es2022' }
  assert.equal(compile(options, [], { 'names.mts': text }), '')
})

test('the metrics take the real Registry and the real Meter', () => {
  const text = `import { metrics } from '@opentelemetry/api'
    import { register, Registry } from 'prom-client'
    import type { OpenMetricsContentType } from 'prom-client'
    import { opentelemetry, prometheus } from 'zombie-reaper/metrics'
    prometheus(register).stop()
    prometheus(new Registry<OpenMetricsContentType>())
    opentelemetry(metrics.getMeter('app')).stop()
    // @ts-expect-error
    prometheus(metrics.getMeter('app'))
    // @ts-expect-error
    opentelemetry(register)`
  const options = { module: 'nodenext', target: 'es2022', lib: ['es2022', 'dom'] }
  const clients = ['prom-client', '@opentelemetry']
  assert.equal(compile(options, [], { 'clients.mts': text }, clients), '')
})
