#!/usr/bin/env node
'use strict'

// Replaces this Node by the static zombie-init at once. No Node process stays behind.

const { scriptArguments } = require('../lib/preload/command-line')
const { becomeInit } = require('../lib/preload/become-init')

// The exit codes of env(1) and of every shell for a missing program (127) and for a program that
// cannot be executed (126).
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
