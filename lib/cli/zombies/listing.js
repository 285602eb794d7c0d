'use strict'

// What `ps` prints.

const { printable } = require('../../support/printable')
const { jsonText, wrap } = require('../frame/layout')
const { groupLines, groupsAsJson, headLine, totalOf } = require('./report')

/** @typedef {import('../frame/terminal').Terminal} Terminal */

/**
 * @typedef {object} Found
 * @property {import('./groups').Group[]} groups
 * @property {import('../../..').PidUsage | undefined} usage
 * @property {string[]} unseen what this command cannot see, and why
 */

/**
 * @param {Found} found
 * @param {Terminal} out
 */
function printJson({ groups, usage, unseen }, out) {
  const json = { zombies: totalOf(groups), groups: groupsAsJson(groups), pidUsage: usage ?? null }
  out.print(jsonText({ ...json, unseen }))
}

/**
 * Prints one screen.
 * @param {Found} found
 * @param {Terminal} out
 * @param {{ tree: boolean }} options
 */
function printScreen({ groups, usage, unseen }, out, { tree }) {
  const total = totalOf(groups)
  const lines = [
    headLine(total, usage, out),
    ...unseen.flatMap((text) => wrap(printable(text), out.width)),
  ]
  const height = out.height - lines.length - 2
  const rest = groupLines(groups, out, { height, tree })
  for (const line of [...lines, ...(total > 0 ? [''] : []), ...rest]) out.print(line)
}

module.exports = { printJson, printScreen }
