'use strict'

// The outer half of the lab, outside of the PID namespace: it starts the server, prints the address,
// and ends with the server.

const { spawn } = require('node:child_process')
const { randomBytes } = require('node:crypto')
const { once } = require('node:events')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { printable } = require('../printable')
const { findPlace } = require('../place')

/**
 * @param {string | undefined} text
 * @returns {number} 0, which means any free port, by default
 */
function readPort(text = '0') {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new Error(`expected a port, 0 to 65535, got "${printable(text)}"`)
}

/**
 * Serves the lab until a signal ends it.
 * @param {number} port
 * @returns {Promise<number>} the exit code
 */
async function openLab(port) {
  if (process.platform !== 'linux')
    throw new Error(`the lab works on Linux only, and this is ${process.platform}`)
  const { command } = findPlace()
  const [file, ...args] = [...command, process.execPath, path.join(__dirname, 'main.js')]
  // The files of browsers. The server may be killed, so this process removes the folder.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-lab-'))
  const child = spawn(file, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // The server ends when the channel closes, so it ends with this program in every case.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.connected && child.disconnect())
  child.on('message', (/** @type {any} */ { address }) =>
    console.log(`The lab is at ${address}\nCtrl-C ends it.`),
  )
  // A command line and an environment can be read by others, a channel cannot.
  child.send({ port, token: randomBytes(32).toString('hex'), folder }, () => {})
  const [code] = await once(child, 'exit')
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  return code ?? 1
}

module.exports = { openLab, readPort }
