'use strict'

// Sweeps one scenario within this process. Prints the summary as JSON.

const fs = require('node:fs')

const { pack } = require('../calls')
const { sweep } = require('../sweep')
const { Family } = require('./family')
const { begin, end } = require('./line')
const { scenarios } = require('./scenarios')
const { unclear } = require('./unclear')

const [name, extent] = /** @type {[string, import('../sweep').Extent]} */ (
  /** @type {unknown} */ (process.argv.slice(2))
)

const scenario = /** @type {import('./scenarios').Scenario} */ (
  scenarios.find((one) => one.name === name)
)

async function main() {
  /** @param {import('../calls').Fault | null} fault */
  async function attempt(fault) {
    const { family, act, after } = await scenario.start(fault)
    const before = descriptors()
    const violations = []
    /** @type {unknown} */
    let error
    begin(pack(fault, false))
    try {
      await act()
    } catch (thrown) {
      error = thrown
    }
    const { struck, made } = end()
    if (error !== undefined) violations.push(...unclear(error, fault))
    if (error !== undefined && struck === 0) violations.push(`${error} without a fault`)
    violations.push(...((await after?.()) ?? []), ...(await family.settle()))
    // The injector cannot close a descriptor of this process. The kernel does, whatever close(2) says.
    if (descriptors() > before && fault?.call !== 'close')
      violations.push('a descriptor is left open')
    return { struck, made, violations }
  }
  // The package keeps two files of /proc open from the first time on.
  await new Family().addZombies().settle()
  await attempt(null)
  const summary = await sweep(name, attempt, { extent, leftOut: scenario.leftOut })
  console.log(JSON.stringify(summary))
}

function descriptors() {
  return fs.readdirSync('/proc/self/fd').length
}

main()
