'use strict'

// The addon. What a program calls many times is swept within one Node (inside/index.js). What
// happens once in a process is swept in a new Node for each fault.

const path = require('node:path')

const { pack } = require('../calls')
const { inject } = require('../injector')
const { sweep, told } = require('../sweep')
const { scenarios } = require('../inside/scenarios')

/** @typedef {import('../calls').Fault} Fault */
/** @typedef {import('../sweep').Summary} Summary */

/** @param {string} name */
function inside(name) {
  return path.join(__dirname, '../inside', name)
}

/**
 * Sweeps a scenario within one process.
 * @param {string} name
 * @param {import('../sweep').Extent} extent
 * @returns {Summary}
 */
function sweepInside(name, extent) {
  const { end, code, signal, stdout, stderr, last } = inject({
    command: [process.execPath, inside('index.js'), name, extent],
  })
  if (end === 'ended' && code === 0) return JSON.parse(stdout)
  const why = `${told(last)}: ${end}, exit code ${code}, signal ${signal}: ${stderr}`
  return { name, made: {}, tried: 0, isSteady: true, violations: [why] }
}

/** @param {Fault | null} fault */
function load(fault) {
  const packed = `${pack(fault, false)}`
  const result = inject({ command: [process.execPath, inside('load.js'), packed] })
  if (result.struck > 0 && fault?.action === 'KILL') return killed(result)
  if (result.code === 0) return JSON.parse(result.stdout)
  const { end, code, signal, stderr } = result
  return { ...result, violations: [`${end}, exit code ${code}, signal ${signal}: ${stderr}`] }
}

/** @param {Fault | null} fault */
function becomeInit(fault) {
  const result = inject({
    command: [process.execPath, '--require', inside('become-init.js'), inside('below-init.js')],
    env: { ...process.env, FAULT: `${pack(fault, false)}` },
  })
  const { struck, made, end, code, signal, stdout, stderr } = result
  if (struck > 0 && fault?.action === 'KILL') return killed(result)
  const violations = []
  if (end !== 'ended' || code !== 7) violations.push(`${end}, ${code}, ${signal}: ${stderr}`)
  const stays = stdout === '1\n'
  if (fault === null && stays) violations.push('PID 1 stays')
  if (stays && !stderr.includes('ZombieReaperWarning: ')) violations.push('no warning')
  return { struck, made, violations }
}

/** @param {import('../injector').Result} result */
function killed(result) {
  return { ...result, violations: result.signal === 9 ? [] : [`signal ${result.signal}`] }
}

/**
 * @param {boolean} all
 * @returns {import('../sweep').Sweep[]}
 */
function addonSweeps(all) {
  const often = scenarios.map(({ name, isSlow }) => ({
    name,
    run: async () => sweepInside(name, all ? 'all' : isSlow ? 'little' : 'part'),
  }))
  // A fault costs a start of Node.
  const extent = all ? 'all' : 'little'
  const once = Object.entries({ load, 'exec into zombie-init': becomeInit }).map(
    ([name, attempt]) => ({ name, run: () => sweep(name, attempt, { extent, kills: all }) }),
  )
  return [...often, ...once]
}

module.exports = { addonSweeps }
