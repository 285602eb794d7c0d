'use strict'

const { readFileSync } = require('node:fs')
const os = require('node:os')

const { packages } = require('../peers')

/** @typedef {ReturnType<typeof describeMachine>} Machine */

/** Describes what the figures depend on, at the start of a run. */
function describeMachine() {
  return {
    processors: `${os.availableParallelism()} x ${os.cpus()[0].model}`,
    memory: `${(os.totalmem() / 2 ** 30).toFixed(1)} GiB`,
    linux: os.release(),
    system: /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '',
    node: process.versions.node,
    inits: packages(),
    date: new Date().toISOString().slice(0, 10),
  }
}

/** Other programs make it larger than the benchmark alone. */
function load() {
  return Number(os.loadavg()[0].toFixed(1))
}

module.exports = { describeMachine, load }
