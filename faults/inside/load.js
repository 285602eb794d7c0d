'use strict'

// Loads the package while one call fails, and again when none does. Prints how that went as JSON.

const { unclear } = require('./unclear')
const { begin, end } = require('./line')

begin(BigInt(process.argv[2]))
/** @type {unknown} */
let error
try {
  require('../..')
} catch (thrown) {
  error = thrown
}
const { struck, made } = end()

const violations = error === undefined ? [] : unclear(error)
if (error !== undefined && struck === 0) violations.push(`${error} without a fault`)
try {
  const { makeZombie, reap } = require('../..')
  const pid = makeZombie()
  while (!reap().some((one) => one.pid === pid));
} catch (thrown) {
  violations.push(`afterwards: ${/** @type {Error} */ (thrown).stack}`)
}
console.log(JSON.stringify({ struck, made, violations }))
