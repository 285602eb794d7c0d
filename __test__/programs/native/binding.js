'use strict'

// Prints which native part the copy of the package in a folder loads, or why it loads none.
//
//   node binding.js FOLDER

const path = require('node:path')

try {
  require(path.join(process.argv[2], 'lib/native/binding.js'))
  const loaded = Object.keys(require.cache).find((file) => file.endsWith('.node'))
  console.log(JSON.stringify(loaded))
} catch (error) {
  console.log(JSON.stringify(/** @type {Error} */ (error).message))
}
