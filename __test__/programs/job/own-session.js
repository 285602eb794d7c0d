'use strict'

// Adds the leader of a session to a job that is no ancestor, while this process or an ancestor of it
// is in that session, and closes the job.
//
//   node own-session.js <PID of the leader> <PID of another process in the session>

const { createJob } = require('../../..')
const { processInfo } = require('../../support/process-table')

const [leader, bystander] = process.argv.slice(2).map(Number)

/** @param {number} pid */
function isAlive(pid) {
  return !['Z', undefined].includes(processInfo(pid)?.state)
}

async function main() {
  const job = createJob()
  job.add(leader)
  const members = job.processes().length
  await job.close()
  console.log(
    JSON.stringify({
      members,
      leader: isAlive(leader),
      bystander: isAlive(bystander),
      parent: isAlive(process.ppid),
    }),
  )
}

main()
