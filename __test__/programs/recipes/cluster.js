'use strict'

// A cluster of 8 workers. Each worker is killed or ends, and is restarted 50 times, while orphans
// die. As in a crash loop, half of the workers end before they are up. Prints how many exit events
// of the worker and of the cluster reported the right end.

const { once } = require('node:events')

// The types of node:cluster describe only the module that an import returns.
const cluster = /** @type {import('node:cluster').Cluster} */ (
  /** @type {unknown} */ (require('node:cluster'))
)

const { inLanes } = require('../shared/lanes')

const WORKERS = 8
const RESTARTS = 50
/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGHUP', 'SIGALRM']

/** @param {number} i */
function expected(i) {
  return i % 4 === 3 ? i % 256 : SIGNALS[(i % 5) % SIGNALS.length]
}

async function inPrimary() {
  const { dyingOrphans } = require('../shared/dying-orphans')
  const stop = dyingOrphans()
  /** @type {Map<import('node:cluster').Worker, unknown>} */
  const ends = new Map()
  cluster.on('exit', (worker, code, signal) => ends.set(worker, signal ?? code))

  let ofWorkers = 0
  let ofCluster = 0
  await inLanes(WORKERS * RESTARTS, WORKERS, async (i) => {
    const end = expected(i)
    const worker = cluster.fork({ EXIT_CODE: String(end) })
    const exit = once(worker, 'exit')
    if (i % 4 > 1) await once(worker, 'online')
    if (typeof end === 'string') worker.process.kill(end)
    const [code, signal] = await exit
    if ((signal ?? code) === end) ofWorkers++
    if (ends.get(worker) === end) ofCluster++
  })
  console.log(JSON.stringify({ ofWorkers, ofCluster, ...(await stop()) }))
}

function inWorker() {
  const code = Number(process.env.EXIT_CODE)
  if (Number.isInteger(code)) process.exit(code)
}

if (cluster.isPrimary) void inPrimary()
else inWorker()
