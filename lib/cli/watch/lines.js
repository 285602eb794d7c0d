'use strict'

// Watching where no terminal shows it: a line each second.

const { commandText, count, cut, jsonText } = require('../frame/layout')
const { groupsAsJson, usageText } = require('../zombies/report')

/** @typedef {import('./samples').Sample} Sample */

const COMMAND_WIDTH = 100

/** @param {Sample} sample */
function plainLine({ groups, zombies, usage }) {
  const [largest] = groups
  return [
    `${new Date().toISOString()} ${count(zombies, 'zombie')}`,
    usageText(usage),
    largest?.culprit &&
      `most of PID ${largest.culprit.pid} (${cut(commandText(largest.culprit), COMMAND_WIDTH)})`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** @param {Sample} sample */
function jsonLine({ groups, zombies, usage }) {
  const time = new Date().toISOString()
  return jsonText({ time, zombies, groups: groupsAsJson(groups), pidUsage: usage ?? null })
}

module.exports = { jsonLine, plainLine }
