'use strict'

const { spawnSync } = require('node:child_process')
const path = require('node:path')

const root = path.join(__dirname, '..', '..')

// The downloads. Not in the home folder: the tests also start Node as other users.
const CACHE = path.join(root, 'node_modules', '.cache', 'matrix')

/**
 * Runs a tool to its end and returns its output. Throws an error that names the remedy when the
 * tool is missing, and an error with the tool's message when the tool fails.
 * @param {string[]} command
 * @param {string} remedy
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
function run([tool, ...args], remedy, options = {}) {
  const { error, status, stdout, stderr } = spawnSync(tool, args, { ...options, encoding: 'utf8' })
  if (error) throw new Error(`${tool} cannot be run (${error.message}). ${remedy}`)
  if (status !== 0) throw new Error(`${tool} ${args.join(' ')} failed:\n${stderr || stdout}`)
  return stdout
}

module.exports = { CACHE, root, run }
