'use strict'

const { situationHere } = require('../doctor/situation')
const { noWords } = require('../frame/arguments')

const help = `Usage: zombie-reaper doctor [--prove] [--json]

Says what is wrong in this container, the worst first, with
one line to change for each finding. Changes nothing.

Options:
  --prove     make an orphan, and see who reaps it in 2 s
  --json      print { findings: [{ id, severity, message,
              remedy, pid? }], ... }

Exit code:
  0  healthy
  1  findings
  2  more than 80 % of the PID limit is used
  64 bad usage

Examples:
  docker exec CONTAINER npx --no zombie-reaper doctor
  docker run IMAGE npx --no zombie-reaper doctor --prove
  npx --no zombie-reaper doctor --json | jq '.findings[].id'`

const options = {
  prove: { type: /** @type {const} */ ('boolean') },
  json: { type: /** @type {const} */ ('boolean') },
}

const NOT_PROVEN = 1

/** @param {import('../frame/arguments').Input} input */
async function run({ values, positionals, out }) {
  noWords(positionals)
  const looking = situationHere({ prove: values.prove === true })
  // These modules load while the zombies have time to go.
  const { exitCodeOf, findingsOf } = require('../doctor/findings')
  const { asJson, printReport } = require('../doctor/report')
  const { worded } = require('../doctor/texts')
  const situation = await looking
  const found = findingsOf(situation)
  const findings = worded(found, situation)
  if (values.json) out.print(asJson(findings, situation))
  else printReport(findings, situation, out)
  return situation.proofError === null ? exitCodeOf(found) : exitCodeOf(found) || NOT_PROVEN
}

module.exports = { help, options, run }
