'use strict'

// Node programs started with fork(), while orphans die. Each answers messages and ends with an exit
// code or by a signal. Prints how many answers and ends were right.

const { fork } = require('node:child_process')
const { once } = require('node:events')

const { inLanes } = require('../shared/lanes')

const CHILDREN = 100

/** @param {number} i */
async function talk(i) {
  const child = fork(__filename)
  child.send({ double: i })
  const [answer] = await once(child, 'message')
  const exit = once(child, 'exit')
  if (i % 4 === 0) child.kill('SIGKILL')
  else child.send({ exit: i })
  const [code, signal] = await exit
  const end = i % 4 === 0 ? 'SIGKILL' : i
  return { answered: answer === 2 * i, ended: (signal ?? code) === end }
}

async function inParent() {
  const { dyingOrphans } = require('../shared/dying-orphans')
  const stop = dyingOrphans()
  const children = await inLanes(CHILDREN, 4, talk)
  const answered = children.filter((child) => child.answered).length
  const ended = children.filter((child) => child.ended).length
  console.log(JSON.stringify({ answered, ended, ...(await stop()) }))
}

function inChild() {
  process.on('message', (/** @type {{ double?: number, exit?: number }} */ message) => {
    if (message.exit !== undefined) process.exit(message.exit)
    process.send?.(2 * Number(message.double))
  })
}

if (process.send) inChild()
else void inParent()
