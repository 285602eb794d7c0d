'use strict'

// Prints what zombies() sees, a line for each byte that comes; ends when standard input does.

const { zombies } = require('../../..')

console.log('ready')
process.stdin.on('data', () => console.log(JSON.stringify(zombies())))
