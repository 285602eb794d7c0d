'use strict'

// A preload. Leaves FREE descriptors to the program whose path ends with PROGRAM.

const { closeSync, openSync } = require('node:fs')

const { FREE, PROGRAM = '' } = process.env

if (process.argv[1]?.endsWith(PROGRAM)) {
  /** @type {number[]} */
  const opened = []
  try {
    for (;;) opened.push(openSync('/dev/null', 'r'))
  } catch (error) {
    if (/** @type {any} */ (error).code !== 'EMFILE') throw error
  }
  for (const descriptor of opened.slice(-Number(FREE))) closeSync(descriptor)
}
