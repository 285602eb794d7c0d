'use strict'

const { readProc } = require('../../proc/files')

/** @typedef {{ pids: number | null, pidsLimit: number | null }} Machine null: not known */

/** @returns {Machine} */
function machineFigures() {
  // The number of tasks of the machine, zombies and threads too: "2/485".
  const tasks = readProc('self', '../loadavg')?.match(/\/(\d+) /)?.[1]
  const limits = ['pid_max', 'threads-max']
    .map((name) => Number(readProc('self', `../sys/kernel/${name}`) ?? NaN))
    .filter(Number.isFinite)
  return {
    pids: tasks === undefined ? null : Number(tasks),
    pidsLimit: limits.length === 0 ? null : Math.min(...limits),
  }
}

module.exports = { machineFigures }
