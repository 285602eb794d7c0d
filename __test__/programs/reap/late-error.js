'use strict'

// reapOrphans() takes a zombie, and then has no descriptor to say what remains. Prints the code of
// its error, and whether the error has the zombie.

const { installSubreaper, orphans, reapOrphans } = require('../../..')
const { untilZombie } = require('../../support/helpers')
const { orphanOfAnotherSession } = require('../../support/other-session')
const { openEverything } = require('../shared/descriptors')

async function main() {
  installSubreaper()
  const living = orphanOfAnotherSession()
  // Loads what needs a descriptor.
  orphans()
  await reapOrphans({ pids: [] })

  // Another session proves an orphan, so no quarantine delays its end.
  const dead = orphanOfAnotherSession()
  process.kill(dead, 'SIGKILL')
  await untilZombie(dead)
  const result = reapOrphans({ settle: 0 })
  const closeAll = openEverything()
  const error = await result.catch((thrown) => thrown)
  closeAll()
  process.kill(living, 'SIGKILL')
  const isThere = error.reaped.some((/** @type {{ pid: number }} */ { pid }) => pid === dead)
  console.log(JSON.stringify([error.code, isThere]))
}

void main()
