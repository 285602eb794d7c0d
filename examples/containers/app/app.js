'use strict'

// A program that leaks two orphans a second, as a browser or a build tool does: each child leaves a
// process of its own behind, and ends. SIGTERM ends the program with the exit code 42.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const fs = require('node:fs')
const { setTimeout: delay } = require('node:timers/promises')

// The tests leak faster. `pause` is in ms, and the life of an orphan in s.
const { LEAK_PAUSE: pause = '500', ORPHAN_LIFE: life = '0.2' } = process.env

// A distroless image has no shell. There Node leaves a Node behind.
const [command, ...args] = fs.existsSync('/bin/sh')
  ? ['sh', '-c', `sleep ${life} & exec true`]
  : [
      process.execPath,
      '-e',
      "require('child_process').spawn(process.execPath, ['-e', ''], { stdio: 'inherit' }); process.exit()",
    ]

async function leak() {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout?.resume()
  // 'close' comes after the end of the orphan, which holds the pipe open.
  const [code, signal] = await once(child, 'close')
  if (code !== 0) throw new Error(`expected a child that ends with 0, got ${code ?? signal}`)
}

async function main() {
  for (let leaked = 1; ; leaked++) {
    await Promise.all([leak(), delay(Number(pause))])
    console.log(`leaked ${leaked}`)
  }
}

process.on('SIGTERM', () => process.exit(42))
main()
