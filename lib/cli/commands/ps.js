'use strict'

const { printable } = require('../../support/printable')
const { count, cut, jsonText, wrap } = require('../frame/layout')
const { noWords } = require('../frame/arguments')
const { look } = require('../zombies/look')
const native = require('../zombies/native')
const { groupLines, groupsAsJson, totalOf, usageText } = require('../zombies/report')
const { blindSpots } = require('../zombies/visibility')

const help = `Usage: zombie-reaper ps [--tree] [--json]

Lists the zombies under the process that must reap them:
how many, since when, its PID, its command line, and what
helps.

Options:
  --tree      show the way from PID 1 to that process
  --json      print every group, and every PID

Examples:
  npx --no zombie-reaper ps --tree
  npx --no zombie-reaper ps --json | jq '.groups[0].parent'
  docker exec CONTAINER npx --no zombie-reaper ps`

const options = {
  tree: { type: /** @type {const} */ ('boolean') },
  json: { type: /** @type {const} */ ('boolean') },
}

/** @param {import('../frame/arguments').Input} input */
async function run({ values, positionals, out }) {
  noWords(positionals)
  /** @type {import('../../..').PidUsage | undefined} */
  let usage
  const groups = await look(() => {
    usage = native.pidUsage().value
  })
  const total = totalOf(groups)
  const unseen = blindSpots()
  if (values.json) {
    const json = { zombies: total, groups: groupsAsJson(groups), pidUsage: usage ?? null, unseen }
    out.print(jsonText(json))
    return 0
  }
  const head = [count(total, 'zombie'), usageText(usage)].filter(Boolean).join(', ')
  const lines = [
    out.paint(total === 0 ? 'green' : 'bold', cut(head, out.width)),
    ...unseen.flatMap((text) => wrap(printable(text), out.width)),
  ]
  const height = out.height - lines.length - 2
  const rest = groupLines(groups, out, { height, tree: values.tree === true })
  for (const line of [...lines, ...(total > 0 ? [''] : []), ...rest]) out.print(line)
  return 0
}

module.exports = { help, options, run }
