'use strict'

// The output format of the demo.

const { styleText } = require('node:util')

const { printable } = require('../printable')

// hasColors() is also false for NO_COLOR and for a terminal without colours. Only a terminal has
// it.
const colors = process.stdout.isTTY && process.stdout.hasColors()

/**
 * @param {'green' | 'red' | 'bold'} style
 * @param {string} text
 */
function styled(style, text) {
  return colors ? styleText(style, text) : text
}

/** @param {string} text */
const bold = (text) => styled('bold', text)
const tick = styled('green', '✔')
const cross = styled('red', '✘')

/**
 * @param {number | string} pid
 * @param {number | string} ppid
 * @param {string} state
 * @param {string} name
 */
function row(pid, ppid, state, name) {
  return `   ${String(pid).padStart(7)} ${String(ppid).padStart(7)}  ${state.padEnd(5)}  ${name}`
}

/** @param {import('../process-table').Process[]} table */
function formatTable(table) {
  const rows = table.map(({ pid, ppid, state, name }) =>
    // "<defunct>" as in ps.
    row(pid, ppid, state, printable(name) + (state === 'Z' ? ' <defunct>' : '')),
  )
  return [row('PID', 'PPID', 'STATE', 'NAME'), ...rows].join('\n')
}

module.exports = { bold, cross, formatTable, tick }
