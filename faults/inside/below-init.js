'use strict'

// The program that is to run below zombie-init. Prints its PID.

console.log(process.pid)
process.exitCode = 7
