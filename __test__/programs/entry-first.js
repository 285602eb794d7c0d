'use strict'

// Loads the entry that its argument names, goes on, and prints what that has left.

require(`../../${process.argv[2]}`)

console.log(
  JSON.stringify({
    listeners: process.listenerCount('SIGCHLD'),
    environment: Object.keys(process.env).filter((name) => name.startsWith('ZOMBIE_')),
  }),
)
