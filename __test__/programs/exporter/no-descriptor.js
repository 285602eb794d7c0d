'use strict'

// Looks, and looks again when no file can be opened. Prints the message of the second look's error.
//
//   node no-descriptor.js PACKAGE

const { execFileSync } = require('node:child_process')
const path = require('node:path')

const { Looks } = require(path.join(process.argv[2], 'lib/exporter/look/look.js'))

const { stdout } = process
const looks = new Looks('/sys/fs/cgroup')
// Loads every file.
looks.take()
// Stays below the descriptors that are open (getrlimit(2)).
execFileSync('prlimit', ['--pid', `${process.pid}`, '--nofile=3:3'])
let message = null
try {
  looks.take()
} catch (error) {
  message = /** @type {Error} */ (error).message
}
stdout.write(JSON.stringify(message))
