'use strict'

// Prints the arguments with which this Node would start again, and those of the script, as hex.
//
//   node arguments.js             as it was started
//   node arguments.js chdir       after a chdir() to /

const { nodeArguments, scriptArguments } = require('../../../lib/preload/command-line')

if (process.argv[2] === 'chdir') process.chdir('/')
console.log(
  JSON.stringify(
    [nodeArguments(), scriptArguments()].map((list) => list.map((each) => each.toString('hex'))),
  ),
)
