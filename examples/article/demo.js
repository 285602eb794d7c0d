'use strict'

// Plays the article's experiment: `npm run demo`. With `--page` it serves the lab, a page in the
// browser, instead. This program only chooses the place: demo-server.js runs as PID 1 (or else as a
// subreaper), and its child steps.js does the steps.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { parseArgs } = require('node:util')

const { openLab, readPort } = require('../lab/open')
const { findPlace } = require('../place')
const { printable } = require('../printable')

/** @returns {Promise<number>} the exit code */
async function playSteps() {
  const { command, role } = findPlace()
  const server = path.join(__dirname, 'demo-server.js')
  const [file, ...args] = [...command, process.execPath, server, role]
  // The server ends when the channel closes, so it ends with this program in every case.
  const child = spawn(file, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const [code] = await once(child, 'exit')
  return code ?? 1
}

async function main() {
  try {
    const { page, port } = parseArgs({
      options: { page: { type: 'boolean' }, port: { type: 'string' } },
    }).values
    if (port !== undefined && !page) throw new Error('--port needs --page')
    process.exitCode = page ? await openLab(readPort(port)) : await playSteps()
  } catch (error) {
    // parseArgs() repeats the argument.
    console.error(printable(/** @type {Error} */ (error).message))
    process.exitCode = 1
  }
}

main()
