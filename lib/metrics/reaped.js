'use strict'

const { now } = require('../loop/clocks')
const { listen } = require('../reap/tell')

/**
 * Listens for the processes that this package reaps.
 * @param {{ ended: (how: 'exit' | 'signal') => void, waited: (seconds: number) => void }} on
 *   `ended`: called for each process. `waited`: called for each process that the quarantine saw.
 * @returns {() => void} ends it
 */
function onReaped({ ended, waited }) {
  return listen(({ processes, since }) => {
    const time = now()
    for (const { pid, signal } of processes) {
      ended(signal === null ? 'exit' : 'signal')
      const seen = since.get(pid)
      if (seen !== undefined) waited((time - seen) / 1000)
    }
  })
}

module.exports = { onReaped }
