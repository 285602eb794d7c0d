'use strict'

const { exitCodeOf, findingsOf } = require('../doctor/findings')
const { prove } = require('../doctor/prove')
const { asJson, printReport } = require('../doctor/report')
const { situationHere } = require('../doctor/situation')
const { worded } = require('../doctor/texts')
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
  const situation = await situationHere()
  const isPossible = situation.proc === 'whole' || situation.proc === 'restricted'
  if (values.prove && isPossible) await addProof(situation)
  const found = findingsOf(situation)
  const findings = worded(found, situation)
  if (values.json) out.print(asJson(findings, situation))
  else printReport(findings, situation, out)
  return situation.proofError === null ? exitCodeOf(found) : exitCodeOf(found) || NOT_PROVEN
}

/**
 * The rest of the report matters even more where no process can be started.
 * @param {import('../doctor/situation').Situation} situation
 */
async function addProof(situation) {
  try {
    situation.proof = await prove()
  } catch (error) {
    situation.proofError = /** @type {Error} */ (error).message
  }
}

module.exports = { help, options, run }
