'use strict'

// node load.js MODULE: measures require() of the module in a fresh process.

const start = process.hrtime.bigint()
require(process.argv[2])
console.log(Number(process.hrtime.bigint() - start))
