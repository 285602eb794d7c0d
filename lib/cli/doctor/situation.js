'use strict'

// Room: the doctor. This file collects the facts, findings.js judges them, texts.js words them.

const { look } = require('../zombies/look')
const native = require('../zombies/native')
const { hidepid, visibilityOfProc } = require('../zombies/visibility')
const { adopterHere } = require('./adopter')
const { containerHere } = require('./container')
const { pid1Here } = require('./pid1')
const { sharingOfPids } = require('./sharing')

/**
 * @typedef {object} Situation
 * @property {NodeJS.Platform} platform
 * @property {import('./container').Container} container
 * @property {import('./pid1').Pid1 | null} pid1
 * @property {import('./adopter').Adopter | null} adopter
 * @property {import('../zombies/visibility').Visibility} proc
 * @property {string | null} hidepid
 * @property {import('./sharing').Sharing} sharing
 * @property {import('../../..').PidUsage | null} pidUsage
 * @property {import('../zombies/groups').Group[]} groups
 * @property {NodeJS.ErrnoException | null} loadError why the native part could not be loaded
 * @property {import('./prove').Proof | null} proof
 * @property {string | null} proofError why no orphan could be made
 */

/** @returns {Promise<Situation>} */
async function situationHere() {
  const proc = visibilityOfProc()
  const isVisible = proc === 'whole' || proc === 'restricted'
  const container = containerHere()
  const pid1 = isVisible ? pid1Here() : null
  /** @type {import('../../..').PidUsage | null} */
  let pidUsage = null
  const groups = isVisible
    ? await look(() => {
        pidUsage = native.pidUsage().value ?? null
      })
    : []
  return {
    platform: process.platform,
    container,
    pid1,
    adopter: isVisible ? adopterHere() : null,
    proc,
    hidepid: hidepid(),
    sharing: isVisible ? sharingOfPids(container, pid1) : null,
    pidUsage,
    groups,
    loadError: native.nativePart().error ?? null,
    proof: null,
    proofError: null,
  }
}

module.exports = { situationHere }
