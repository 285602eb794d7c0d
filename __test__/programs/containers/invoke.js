'use strict'

// Invokes a handler 100 times, as the runtime of Lambda does, one after the other.

const path = require('node:path')

async function main() {
  const { handler } = require(path.resolve('handler.js'))
  for (let invoked = 1; invoked <= 100; invoked++) console.log(`${await handler()} ${invoked}`)
  // Waits as the runtime does for the next invocation.
  setInterval(() => {}, 1000)
}

main()
