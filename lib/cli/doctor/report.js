'use strict'

const { printable } = require('../../support/printable')
const { commandText, count, cut, jsonText, wrap, wrapAdvice } = require('../frame/layout')
const { groupsAsJson, totalOf } = require('../zombies/report')
const { named } = require('./texts')

/** @typedef {import('./situation').Situation} Situation */
/** @typedef {ReturnType<typeof import('./texts').worded>} Findings */
/** @typedef {import('../frame/terminal').Terminal} Terminal */
/** @typedef {import('../frame/terminal').Style} Style */

/** @type {Record<import('./findings').Severity, Style>} */
const STYLES = { critical: 'red', error: 'red', warning: 'yellow', note: 'cyan', ok: 'green' }

// The rows of the facts below the findings.
const FACTS = 9

/**
 * @param {Findings} findings
 * @param {Situation} situation
 * @param {Terminal} out
 */
function printReport(findings, situation, out) {
  const room = out.isTerminal ? Math.max(out.height - FACTS, FACTS) : Infinity
  const lines = []
  for (const [index, finding] of findings.entries()) {
    const next = findingLines(finding, out)
    if (index > 0 && canHide(finding) && lines.length + next.length > room) {
      lines.push(...restLines(findings.slice(index), out), '')
      break
    }
    lines.push(...next)
  }
  for (const line of lines) out.print(line)
  for (const [name, text] of facts(situation)) {
    const label = name.padEnd(12)
    const [first, ...others] = wrap(text, out.width, ' '.repeat(label.length))
    out.print(out.paint('dim', label) + first.slice(label.length))
    for (const line of others) out.print(line)
  }
}

/** @param {Findings[number]} finding */
function canHide({ severity }) {
  return severity !== 'critical' && severity !== 'error'
}

/**
 * @param {Findings} hidden
 * @param {Terminal} out
 */
function restLines(hidden, out) {
  const text = `and ${hidden.length} more: ${hidden.map(({ id }) => id).join(', ')} (--json)`
  return wrap(text, out.width).map((line) => out.paint('dim', line))
}

/**
 * @param {Findings[number]} finding
 * @param {Terminal} out
 */
function findingLines({ id, severity, message, remedy }, out) {
  return [
    out.paint(STYLES[severity], `${severity}: ${id}`),
    ...wrap(message, out.width, '  '),
    ...wrapAdvice(`→ ${remedy}`, out.width, '  ').map((line) => out.paint('bold', line)),
    '',
  ]
}

/**
 * @param {Situation} situation
 * @returns {[string, string][]}
 */
function facts({
  pid1,
  container,
  adopter,
  pidUsage,
  groups,
  sharing,
  loadError,
  platform,
  proof,
  proofError,
}) {
  const zombies = totalOf(groups)
  return [
    ['PID 1', pid1 === null ? 'not visible' : cut(commandText(pid1), 100)],
    ['container', container === 'other' ? 'none known, but a PID namespace of its own' : container],
    ['orphans', adopter === null ? 'adopter unknown' : adopterText(adopter)],
    ['PIDs', usageText(pidUsage, zombies)],
    ['shares PIDs', sharingText(sharing)],
    [
      'native part',
      loadError === null && platform === 'linux' ? 'loads here' : 'does not load here',
    ],
    ...(proofError === null
      ? []
      : /** @type {[string, string][]} */ ([
          ['proof', `no orphan could be made: ${printable(proofError)}`],
        ])),
    ...(proof === null ? [] : /** @type {[string, string][]} */ ([['proof', proofText(proof)]])),
  ]
}

/** @param {import('./sharing').Sharing} sharing */
function sharingText(sharing) {
  if (sharing === null) return 'with no other container seen'
  return sharing === 'other container' ? 'with another container' : `with the ${sharing}`
}

/** @param {import('./adopter').Adopter} adopter */
function adopterText({ pid, name, isSubreaper }) {
  const who = `PID ${pid} (${commandText({ name })})`
  return isSubreaper ? `adopted by ${who}, a subreaper` : `adopted by ${who}`
}

/**
 * @param {import('../../..').PidUsage | null} usage
 * @param {number} zombies
 */
function usageText(usage, zombies) {
  if (usage === null || usage.limit === null) return `limit unknown, ${count(zombies, 'zombie')}`
  const { tasks, limit, source, cgroup } = usage
  const whose = cgroup === null ? source : `cgroup ${commandText({ name: cgroup })}`
  return `${tasks} of ${limit} (${whose}), ${count(usage.zombies, 'zombie')}`
}

/** @param {import('./prove').Proof} proof */
function proofText({ reaped, by, ms, orphan }) {
  const who =
    by === null ? 'a process outside' : `PID ${by.pid} (${named({ name: by.name, argv: [] })})`
  return reaped
    ? `orphan reaped by ${who} after ${ms} ms`
    : `orphan not reaped by ${who} after ${ms} ms; its zombie stays: PID ${orphan}`
}

/**
 * @param {Findings} findings
 * @param {Situation} situation
 */
function asJson(findings, { groups, loadError, ...situation }) {
  return jsonText({
    findings,
    ...situation,
    zombies: totalOf(groups),
    groups: groupsAsJson(groups),
    nativePart: loadError === null ? null : loadError.message,
  })
}

module.exports = { asJson, printReport }
