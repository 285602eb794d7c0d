'use strict'

// For Bun and Deno: a job whose members the runtime's own function has started. Prints how a child
// that has ended can be added, the job's members, and what is left of them.

const { createJob } = require('../../..')

/** @type {any} */
const { Bun, Deno } = globalThis

/**
 * @param {import('../../..').Job} job
 * @param {string} script for the shell
 */
function start({ env }, script) {
  const stdio = { stdin: 'null', stdout: 'null', stderr: 'null' }
  return Bun
    ? Bun.spawn(['/bin/sh', '-c', script], { env })
    : new Deno.Command('/bin/sh', { args: ['-c', script], env, ...stdio }).spawn()
}

/** @param {any} child */
function end(child) {
  return Bun ? child.exited : child.status
}

async function main() {
  const job = createJob()
  const added = []
  for (const script of ['exit 3', 'kill -KILL $$']) {
    const child = start(job, script)
    await end(child)
    try {
      added.push(job.add(child) === child)
    } catch (error) {
      added.push(/** @type {NodeJS.ErrnoException} */ (error).code)
    }
  }
  const child = start(job, 'sleep 1000 & setsid sleep 1000 & exec sleep 1000')
  job.add(child)
  // In another session, with another parent, and not added: it carries the job's variable.
  start(job, '(setsid sleep 1000 &)')
  while (job.processes().filter(({ name }) => name === 'sleep').length < 4) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const { remaining } = await job.close()
  const status = await end(child)
  console.log(JSON.stringify({ added, remaining, signal: child.signalCode ?? status.signal }))
}

main()
