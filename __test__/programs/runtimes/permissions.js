'use strict'

// Prints what the package learns of its runtime, of a file, and of environment variables.

// A shim for other runtimes may make this global.
;/** @type {any} */ (globalThis).Deno ??= {}

const support = require('../../../lib/support/runtime')

const [file, ...names] = process.argv.slice(2)
console.log(
  JSON.stringify({
    runtime: support.runtime,
    hasLibuv: support.hasLibuv,
    files: [support.mayRead(file), support.exists(file), support.exists(`${file}.missing`)],
    variables: names.map((name) => [
      support.isVisible(name),
      support.environmentVariable(name) ?? null,
    ]),
    mayRun: support.isGranted({ name: 'run' }),
  }),
)
