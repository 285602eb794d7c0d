'use strict'

// The article's four steps, over HTTP. This process runs beside the server in the same namespace,
// so both see the same PIDs. Exits with 1 at the first step that fails.

const { setTimeout: delay } = require('node:timers/promises')
const { inspect, isDeepStrictEqual } = require('node:util')

const { printable } = require('../printable')
const { descendantsOf } = require('../process-table')
const { bold, cross, formatTable, tick } = require('./print')

/** @typedef {import('../process-table').Process} Process */

const [url, role] = process.argv.slice(2)
const server = process.ppid

// In ms. Only a defect takes this long.
const PATIENCE = 30_000

/**
 * @param {string} route
 * @returns {Promise<any>}
 */
async function ask(route) {
  const response = await fetch(url + route)
  const body = /** @type {any} */ (await response.json())
  if (response.ok) return body
  const reason = printable(`${body.code}: ${body.message}`)
  throw new Error(`${route}: expected 200, got ${response.status} ${reason}`)
}

/** @param {number} pid */
async function look(pid) {
  /** @type {Process[]} */
  const table = await ask('/ps')
  const info = table.find((row) => row.pid === pid)
  if (info === undefined) return 'gone'
  return `${info.state === 'Z' ? 'a zombie' : 'alive'}, child of ${info.ppid}`
}

/**
 * Looks at a process until its state is the expected one, or until a timeout.
 * @param {number} pid
 * @param {string} expected
 * @returns {Promise<string>} the last state
 */
async function watch(pid, expected) {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const seen = await look(pid)
    if (seen === expected || Date.now() > deadline) return seen
    await delay(10)
  }
}

/**
 * @param {string} what
 * @param {unknown} actual
 * @param {unknown} expected
 */
function prove(what, actual, expected) {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Error(`${what}: expected ${inspect(expected)}, got ${inspect(actual)}`)
  }
  console.log(`   ${tick} ${what}`)
}

async function showTable() {
  /** @type {Process[]} */
  const table = await ask('/ps')
  const ours = table.filter(({ pid }) => pid === server).concat(descendantsOf(server, table))
  console.log(`\n${formatTable(ours.toSorted((a, b) => a.pid - b.pid))}`)
}

/**
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} proofs
 * @returns {Promise<T>}
 */
async function step(title, proofs) {
  console.log(`\n${bold(title)}`)
  let result
  try {
    result = await proofs()
  } catch (error) {
    console.log(`   ${cross} ${/** @type {Error} */ (error).message}`)
    await showTable()
    process.exit(1)
  }
  await showTable()
  return result
}

async function main() {
  // The name in the process table.
  process.title = 'steps'

  const { parent, zombie } = await step(
    '1. /make_zombie: a program makes a zombie and sleeps',
    async () => {
      if (role === 'PID 1') prove('Node is PID 1', server, 1)
      const made = await ask('/make_zombie')
      prove(
        `the program, ${made.parent}, runs`,
        await look(made.parent),
        `alive, child of ${server}`,
      )
      prove(
        `its child ${made.zombie} is a zombie`,
        await look(made.zombie),
        `a zombie, child of ${made.parent}`,
      )
      return made
    },
  )

  const adopted = `a zombie, child of ${server}`

  await step(`2. kill -9 ${parent}: the program dies, and ${role} adopts its zombie`, async () => {
    process.kill(parent, 'SIGKILL')
    prove(`${zombie} is now a child of ${role}`, await watch(zombie, adopted), adopted)
    // The server started this process, so libuv waits for it.
    prove(`${parent} is gone: Node reaps its own children`, await watch(parent, 'gone'), 'gone')
  })

  await step(`3. kill -9 ${zombie}: no signal can end a dead process`, async () => {
    prove('the kernel accepts the signal', process.kill(zombie, 'SIGKILL'), true)
    prove(`${zombie} is still there`, await look(zombie), adopted)
  })

  await step('4. /kill_zombie: one call of reap()', async () => {
    /** @type {import('../..').ReapedProcess[]} */
    const reaped = await ask('/kill_zombie')
    const ends = reaped.map(({ pid, exitCode }) => `${pid} exited with ${exitCode}`)
    prove('reap() takes the zombie with its exit code', ends, [`${zombie} exited with 42`])
    prove(`${zombie} is gone`, await look(zombie), 'gone')
  })
}

main()
