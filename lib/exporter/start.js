'use strict'

// Room: what the whole machine holds, for Prometheus. This file puts the parts together.

const { nativePart } = require('../cli/zombies/native')
const { readProcLink } = require('../proc/files')
const { Figures } = require('./figures')
const { Looker } = require('./looker')
const { Scrapes } = require('./scrapes')
const { exporterServer } = require('./server')

// The inode of the first PID namespace (PROC_PID_INIT_INO, include/linux/proc_ns.h).
const FIRST_PID_NAMESPACE = 'pid:[4026531836]'

/**
 * @param {string} root where the control groups are mounted
 * @returns {Promise<{ server: import('node:http').Server, notes: string[] }>} notes: what the
 *   figures will lack
 * @throws without prom-client, and where no process can be seen
 */
async function start(root) {
  const scrapes = new Scrapes(new Looker(root), new Figures(promClient()))
  // From the second look on, it is known which zombies stay.
  const { error } = await scrapes.take()
  if (error !== null) throw new Error(error)
  return { server: exporterServer(scrapes), notes: notes() }
}

/** @returns {typeof import('prom-client')} */
function promClient() {
  try {
    return require('prom-client')
  } catch (error) {
    const { code, requireStack } =
      /** @type {NodeJS.ErrnoException & { requireStack?: string[] }} */ (error)
    // Another module may be missing inside prom-client.
    if (code !== 'MODULE_NOT_FOUND' || requireStack?.[0] !== __filename) throw error
    throw new Error('the exporter needs prom-client. Run: npm install prom-client', {
      cause: error,
    })
  }
}

function notes() {
  const { error } = nativePart()
  return [
    ...(readProcLink('self', 'ns/pid') === FIRST_PID_NAMESPACE
      ? []
      : ['only the processes of this PID namespace are seen. In Kubernetes, set hostPID: true']),
    ...(error === undefined ? [] : [`looks take longer: ${error.message.split('\n')[0]}`]),
  ]
}

module.exports = { start }
