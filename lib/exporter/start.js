'use strict'

// Room: what the whole machine holds, for Prometheus. This file puts the parts together.

const { nativePart } = require('../cli/zombies/native')
const { peer } = require('../metrics/peer')
const { Figures } = require('./figures')
const { Looker } = require('./looker')
const { Scrapes } = require('./scrapes')
const { exporterServer } = require('./server')

/** @typedef {import('./look/look').Problem} Problem */

/** @type {Record<Problem, (root: string) => string>} */
const NOTES = {
  'cgroups-missing': (root) =>
    `no control groups at ${root}: PIDs and limits of containers are missing`,
  'proc-restricted': () =>
    '/proc hides the processes of other users (hidepid): run the exporter as root',
  'own-namespace-only': () =>
    'only the processes of this PID namespace are seen. In Docker, use --pid=host. ' +
    'In Kubernetes, set hostPID: true',
}

/**
 * @param {string} root where the control groups are mounted
 * @returns {Promise<{ server: import('node:http').Server, notes: string[] }>} notes: what the
 *   figures will lack
 * @throws without prom-client, and where no process can be seen
 */
async function start(root) {
  const client = peer('prom-client', () => require('prom-client'), 'the exporter')
  const scrapes = new Scrapes(new Looker(root), new Figures(client))
  // From the second look on, it is known which zombies stay.
  const { error, problems } = await scrapes.take()
  if (error !== null) throw new Error(error)
  return { server: exporterServer(scrapes), notes: notesOn(root, problems) }
}

/**
 * @param {string} root
 * @param {Problem[]} problems
 */
function notesOn(root, problems) {
  const { error } = nativePart()
  return [
    ...problems.map((problem) => NOTES[problem](root)),
    ...(error === undefined ? [] : [`looks take longer: ${error.message.split('\n')[0]}`]),
  ]
}

module.exports = { start }
