'use strict'

// Adds the leader of a session to a job and closes the job. The leader is no ancestor of this
// process, but this process or one of its ancestors is in the session.
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
