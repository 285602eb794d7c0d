'use strict'

const { noWords } = require('../frame/arguments')

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
  // The other modules load while the zombies have time to go.
  const looking = require('../zombies/look').look()
  const { printJson, printScreen } = require('../zombies/listing')
  const usage = require('../zombies/native').pidUsage().value
  const unseen = require('../zombies/visibility').blindSpots()
  const found = { groups: await looking, usage, unseen }
  if (values.json) printJson(found, out)
  else printScreen(found, out, { tree: values.tree === true })
  return 0
}

module.exports = { help, options, run }
