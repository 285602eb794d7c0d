'use strict'

// Makes zombies, prints a line, and keeps the zombies until its stdin ends. Takes each line of its
// stdin as its name.
//
//   node keep-zombies.js ZOMBIES [NAME]

const { createInterface } = require('node:readline')

const { makeZombie } = require('../../..')

const [zombies, name] = process.argv.slice(2)

if (name !== undefined) process.title = name
for (let i = 0; i < Number(zombies); i++) makeZombie()
console.log('ready')
createInterface({ input: process.stdin }).on('line', (line) => {
  process.title = line
})
