'use strict'

// For Bun and Deno: holds up the event loop until ten children are zombies, and one orphan too. Then
// takes what reap() takes, and after that what reap({ steal: true }) takes. Prints how many
// statuses did not arrive.

const { spawn } = require('node:child_process')

const { installSubreaper, makeZombie, orphans, reap, zombies } = require('../../..')

/** @type {any} */
const { Bun, Deno } = globalThis

const CODE = 20
const script = ['-c', `exit ${CODE}`]

/** @returns {Promise<unknown>} the exit code */
function viaNode() {
  return new Promise((resolve, reject) => {
    spawn('/bin/sh', script, { stdio: 'ignore' }).on('exit', resolve).on('error', reject)
  })
}

/** @returns {Promise<unknown>} the exit code */
async function viaRuntime() {
  if (Bun) return Bun.spawn(['/bin/sh', ...script]).exited
  const { code } = await new Deno.Command('/bin/sh', { args: script }).spawn().status
  return code
}

function ownZombies() {
  return zombies().filter(({ ppid }) => ppid === process.pid)
}

async function main() {
  // Bun reports a lost status as an error of the process.
  process.on('uncaughtException', () => {})
  process.on('unhandledRejection', () => {})
  let arrived = 0
  /** @param {unknown} code */
  const count = (code) => {
    if (code === CODE) arrived++
  }
  installSubreaper()
  for (let i = 0; i < 5; i++) {
    for (const start of [viaNode, viaRuntime]) start().then(count, () => {})
  }
  const orphan = makeZombie({ orphan: true, exitCode: 77 })
  while (ownZombies().length < 11);
  const reapers = ownZombies()
    .filter(({ pid }) => pid !== orphan)
    .map(({ reaper }) => reaper)
  const adopted = orphans().length
  const reaped = reap().map(({ exitCode }) => exitCode)
  const stolen = reap({ steal: true }).length
  // The statuses of these children come after those of the earlier ones.
  await viaNode()
  await viaRuntime()
  console.log(JSON.stringify({ reapers, adopted, reaped, stolen, lost: 10 - arrived }))
  process.exit()
}

main()
