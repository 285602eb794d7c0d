'use strict'

// node load.js MODULE: how long require() of it takes in a fresh process.

const start = process.hrtime.bigint()
require(process.argv[2])
console.log(Number(process.hrtime.bigint() - start))
