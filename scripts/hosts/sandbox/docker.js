'use strict'

// Docker's default seccomp profile, from the source of Docker that Debian packages.

const fs = require('node:fs')
const path = require('node:path')

const { CAPABILITIES } = require('./bundle')
const { unpacked } = require('../debian')

const PACKAGE = 'golang-github-docker-docker-dev'
const ARCH = 'amd64'
const FILE = 'usr/share/gocode/src/github.com/docker/docker/profiles/seccomp/default.json'

/**
 * @typedef {{ arches?: string[], caps?: string[] }} Condition
 * @typedef {{ names: string[], includes?: Condition, excludes?: Condition }} Rule
 */

function dockerFilter() {
  const file = path.join(unpacked(PACKAGE, 'bookworm'), FILE)
  const { archMap, syscalls, ...rest } = JSON.parse(fs.readFileSync(file, 'utf8'))
  const [{ architecture, subArchitectures }] = archMap
  return {
    ...rest,
    architectures: [architecture, ...subArchitectures],
    syscalls: syscalls.filter(holds).map(withoutConditions),
  }
}

/**
 * Whether Docker applies a rule to a container without options (profiles/seccomp/seccomp_linux.go,
 * `setupSeccomp`).
 * @param {Rule} rule
 */
function holds({ includes = {}, excludes = {} }) {
  if (excludes.arches?.includes(ARCH) || excludes.caps?.some(isCapability)) return false
  return (includes.arches?.includes(ARCH) ?? true) && (includes.caps?.every(isCapability) ?? true)
}

/** @param {string} name */
function isCapability(name) {
  return CAPABILITIES.includes(name)
}

/** @param {Rule} rule as runc knows it */
function withoutConditions({ includes: _includes, excludes: _excludes, ...rule }) {
  return rule
}

module.exports = { dockerFilter }
