'use strict'

// 100 children beside a tight loop of reap(). The thread that forks each child has ended, and
// another thread waits for the child. Prints how many exit codes arrived.
//
//   node forking-thread.js LIBRARY
//   node forking-thread.js LIBRARY --steal   goes on until an exit code is lost

const { promisify } = require('node:util')

const koffi = require('koffi')

const { reap } = require('../../..')

const steal = process.argv.includes('--steal')

async function main() {
  const library = koffi.load(process.argv[2])
  const startChild = library.func('int start_child(int code)')
  const letItExit = library.func('void let_it_exit()')
  const awaitChild = library.func('int await_child(int pid)')

  let arrived = 0
  let lost = 0
  let taken = 0
  for (let i = 0; steal ? lost === 0 : i < 100; i++) {
    const code = (i % 255) + 1
    const pid = startChild(code)
    const ended = promisify(awaitChild.async)(pid)
    let running = true
    void ended.finally(() => (running = false))
    letItExit()
    while (running) {
      for (let j = 0; j < 100; j++) taken += reap({ steal }).length
      await new Promise(setImmediate)
    }
    if ((await ended) === code) arrived++
    else lost++
  }
  console.log(JSON.stringify({ arrived, lost, taken }))
}

void main()
