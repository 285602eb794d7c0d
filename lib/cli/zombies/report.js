'use strict'

const { ancestors } = require('../../proc/ancestors')
const { readArguments, readStat } = require('../../proc/files')
const { commandText, count, cut, duration, wrap } = require('../frame/layout')
const { verdictOn } = require('./verdict')

/** @typedef {import('./groups').Group} Group */
/** @typedef {import('../frame/terminal').Terminal} Terminal */

// How many lines a command line may take. It may have 128 KiB.
const COMMAND_LINES = 3

/**
 * Lists the groups, the largest first, in one screen.
 * @param {Group[]} groups
 * @param {Terminal} out
 * @param {{ height: number, tree?: boolean }} options
 * @returns {string[]}
 */
function groupLines(groups, out, { height, tree = false }) {
  /** @type {string[]} */
  const lines = []
  for (const [index, group] of groups.entries()) {
    const next = [...(index === 0 ? [] : ['']), ...linesOf(group, out, tree)]
    // The first group is always shown, and one line is left for the rest.
    if (index > 0 && lines.length + next.length > height - 2) {
      return [...lines, '', restLine(groups.slice(index), out)]
    }
    lines.push(...next)
  }
  return lines
}

/**
 * @param {Group[]} groups
 * @param {Terminal} out
 */
function restLine(groups, out) {
  const text = `and ${count(totalOf(groups), 'zombie')} of ${count(groups.length, 'more parent')} (--json)`
  return out.paint('dim', cut(text, out.width))
}

/**
 * @param {Group} group
 * @param {Terminal} out
 * @param {boolean} tree
 */
function linesOf(group, out, tree) {
  const { zombies, culprit, reaper } = group
  const { verdict, text } = verdictOn(group)
  const age = duration(Date.now() - zombies[0].startTime)
  const who = culprit === null ? 'a parent outside' : `PID ${culprit.pid}`
  const role = reaper === 'tracer' ? 'traced by' : 'of'
  const head = `${count(zombies.length, 'zombie')} ${role} ${who}, the oldest ${age}`
  const style = verdict === 'transient' ? 'dim' : 'bold'
  const where =
    tree && culprit !== null ? treeLines(culprit.pid, out.width) : commandLines(culprit, out.width)
  return [
    out.paint(style, cut(head, out.width)),
    ...where,
    ...wrap(text, out.width, '  ').map((line) =>
      out.paint(verdict === 'transient' ? 'dim' : 'yellow', line),
    ),
  ]
}

/**
 * @param {Group['culprit']} culprit
 * @param {number} width
 */
function commandLines(culprit, width) {
  if (culprit === null) return []
  const lines = wrap(commandText(culprit), width, '  ')
  if (lines.length <= COMMAND_LINES) return lines
  return [...lines.slice(0, COMMAND_LINES - 1), cut(`${lines[COMMAND_LINES - 1]}…`, width)]
}

/**
 * Draws the way from PID 1 to a process.
 * @param {number} pid
 * @param {number} width
 */
function treeLines(pid, width) {
  return [pid, ...ancestors(readStat, pid)].toReversed().map((one, depth) => {
    const indent = depth === 0 ? '  ' : `${' '.repeat(2 * depth)}└ `
    return cut(
      `${indent}${one} ${commandText({ name: readStat(one)?.name, argv: readArguments(one) })}`,
      width,
    )
  })
}

/**
 * The groups as JSON has them.
 * @param {Group[]} groups
 */
function groupsAsJson(groups) {
  return groups.map((group) => ({
    count: group.zombies.length,
    oldest: new Date(group.zombies[0].startTime).toISOString(),
    parent: group.culprit,
    reaper: group.reaper,
    ...verdictOn(group),
    pids: group.zombies.map(({ pid }) => pid),
  }))
}

/**
 * @param {import('../../..').PidUsage | undefined} usage
 * @returns {string} '' when nothing is known
 */
function usageText(usage) {
  if (!usage || usage.limit === null) return ''
  const { tasks, limit, source } = usage
  return `${tasks} of ${limit} PIDs used (${source})`
}

/**
 * The first line: how many zombies, and how many PIDs.
 * @param {number} total
 * @param {import('../../..').PidUsage | undefined} usage
 * @param {Terminal} out
 */
function headLine(total, usage, out) {
  const text = [count(total, 'zombie'), usageText(usage)].filter(Boolean).join(', ')
  return out.paint(total === 0 ? 'green' : 'bold', cut(text, out.width))
}

/** @param {Group[]} groups */
function totalOf(groups) {
  return groups.reduce((sum, { zombies }) => sum + zombies.length, 0)
}

module.exports = { groupLines, groupsAsJson, headLine, totalOf, usageText }
