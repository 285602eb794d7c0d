'use strict'

// Prints what each reader of /proc answers when no file descriptor is left.

const {
  listPids,
  readArguments,
  readProc,
  readProcLink,
  readStat,
} = require('../../../lib/proc/files')
const { isFirst } = require('../../../lib/proc/pid-namespace')
const { isReadable, processStat, tryStat } = require('../../../lib/proc/table')
const { openEverything } = require('../shared/descriptors')

const { pid } = process
/** @type {(() => unknown)[]} */
const calls = [
  () => readStat(pid),
  () => readArguments(pid),
  () => readProc(pid, 'stat'),
  // A link is read without a descriptor.
  () => typeof readProcLink(pid, 'exe'),
  () => listPids(),
  () => isFirst(pid),
  () => tryStat(pid),
  () => processStat(pid),
  () => isReadable(),
]

/** @param {() => unknown} call */
function answer(call) {
  try {
    return call()
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code
  }
}

const closeAll = openEverything()
const answers = calls.map(answer)
closeAll()
console.log(JSON.stringify(answers))
