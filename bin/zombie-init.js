#!/usr/bin/env node
'use strict'

// Becomes the static zombie-init at once: no Node stays behind.

const { scriptArguments } = require('../lib/preload/command-line')
const { becomeInit } = require('../lib/preload/become-init')

// Those of env(1) and of every shell, for a program that is missing or that may not be executed.
const EXIT_CODES = new Map([
  ['ENOENT', 127],
  ['EACCES', 126],
  ['ENOEXEC', 126],
])

try {
  becomeInit(scriptArguments())
} catch (error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
  console.error(`zombie-init: ${message.replaceAll(/\s*\n\s*/g, ' ')}`)
  process.exitCode = EXIT_CODES.get(code ?? '') ?? 1
}
