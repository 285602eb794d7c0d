'use strict'

// Prints what the package reports of living processes when no descriptor is left to read /proc.
//
//   node without-descriptors.js add    adds a child to a job; prints the codes of the errors
//   node without-descriptors.js above  prints whether this process takes the outermost one's place

const { spawn } = require('node:child_process')
const { once } = require('node:events')

const { createJob, isSubreaper } = require('../../..')
const { automaticReaper } = require('./automatic-reaper')
const { openEverything } = require('./descriptors')

async function add() {
  const child = spawn('sleep', ['1000'], { stdio: 'ignore' })
  await once(child, 'spawn')
  const job = createJob()
  const codes = []
  openEverything()
  for (const it of [child, process.ppid]) {
    try {
      codes.push(job.add(it) && 'added')
    } catch (error) {
      codes.push(/** @type {any} */ (error).code)
    }
  }
  child.kill('SIGKILL')
  console.log(JSON.stringify(codes))
}

async function above() {
  isSubreaper()
  openEverything()
  const { passes } = automaticReaper().stats
  while (automaticReaper().stats.passes < passes + 3) {
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  console.log(JSON.stringify(isSubreaper()))
}

void (process.argv[2] === 'add' ? add() : above())
