'use strict'

// Prints the result of zombies(), one line for each byte on stdin. Ends when stdin ends.

const { zombies } = require('../../..')

console.log('ready')
process.stdin.on('data', () => console.log(JSON.stringify(zombies())))
