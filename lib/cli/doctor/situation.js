'use strict'

// Room: the doctor. This file collects the facts, findings.js judges them, texts.js words them.

const { look } = require('../zombies/look')
const native = require('../zombies/native')
const { hidepid, visibilityOfProc } = require('../zombies/visibility')

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

const NO_PROOF = { proof: null, proofError: null }

/**
 * Collects the facts, while the processes of the proof start, and the zombies that the first look
 * has found have time to go.
 * @param {{ prove: boolean }} options
 * @returns {Promise<Situation>}
 */
async function situationHere(options) {
  const proc = visibilityOfProc()
  const isVisible = proc === 'whole' || proc === 'restricted'
  const proving = isVisible && options.prove ? attemptProof() : NO_PROOF
  const looking = isVisible ? look() : []
  const facts = { ...factsHere(isVisible), proc, hidepid: hidepid() }
  const counting = isVisible ? countAfter(proving) : { ...NO_PROOF, pidUsage: null }
  const [groups, counted] = await Promise.all([looking, counting])
  return { ...facts, groups, ...counted }
}

/** @param {boolean} isVisible whether /proc shows this PID namespace */
function factsHere(isVisible) {
  const { adopterHere } = require('./adopter')
  const { containerHere } = require('./container')
  const { pid1Here } = require('./pid1')
  const { sharingOfPids } = require('./sharing')
  const container = containerHere()
  const pid1 = isVisible ? pid1Here() : null
  return {
    platform: process.platform,
    container,
    pid1,
    adopter: isVisible ? adopterHere() : null,
    sharing: isVisible ? sharingOfPids(container, pid1) : null,
    loadError: native.nativePart().error ?? null,
  }
}

/**
 * Counts the PIDs when the processes of the proof, which have PIDs too, have ended.
 * @param {ReturnType<typeof attemptProof> | typeof NO_PROOF} proving
 */
async function countAfter(proving) {
  const proof = await proving
  return { ...proof, pidUsage: native.pidUsage().value ?? null }
}

/** The rest of the report matters even more where no process can be started. */
async function attemptProof() {
  try {
    return { proof: await require('./prove').prove(), proofError: null }
  } catch (error) {
    return { proof: null, proofError: /** @type {Error} */ (error).message }
  }
}

module.exports = { situationHere }
