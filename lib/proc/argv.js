'use strict'

// In a command line of 128 KiB of NULs, each byte would become an argument of 8 bytes.
const MAX_ARGUMENTS = 1024

/**
 * Splits a command line into its arguments.
 * @param {Buffer} bytes of /proc/PID/cmdline
 * @returns {string[]} cut after 1,024 arguments
 */
function splitArguments(bytes) {
  return splitBytes(bytes, MAX_ARGUMENTS).map(String)
}

/**
 * Splits a command line into its arguments, byte for byte.
 * @param {Buffer} bytes of /proc/PID/cmdline
 * @param {number} [max] the number of arguments after which to stop
 * @returns {Buffer[]} parts of `bytes`
 */
function splitBytes(bytes, max = Infinity) {
  const found = []
  // A NUL ends each argument. A process that writes its own title may leave out the last NUL.
  for (let start = 0; start < bytes.length && found.length < max;) {
    const next = bytes.indexOf(0, start)
    const end = next === -1 ? bytes.length : next
    found.push(bytes.subarray(start, end))
    start = end + 1
  }
  return found
}

module.exports = { splitArguments, splitBytes }
