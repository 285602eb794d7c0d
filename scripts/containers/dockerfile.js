'use strict'

// What a Dockerfile of examples/containers/ says.

const fs = require('node:fs')
const path = require('node:path')

const { DockerfileParser } = require('dockerfile-ast')

const EXAMPLES = path.join(__dirname, '../../examples/containers')

/** @type {Record<string, number>} */
const USERS = { node: 1000 }

/**
 * @typedef {object} Image
 * @property {string} dockerfile
 * @property {string[]} entrypoint
 * @property {string[]} cmd
 * @property {string[]} env
 * @property {string} cwd
 * @property {number} uid
 */

/**
 * Reads what the last stage says of the program.
 * @param {string} dockerfile its path in examples/containers/
 * @returns {Image}
 */
function imageOf(dockerfile) {
  const stage = stagesOf(dockerfile).at(-1) ?? []
  /** @param {string} keyword */
  const last = (keyword) => stage.findLast((instruction) => instruction.getKeyword() === keyword)
  /** @param {string} keyword */
  const command = (keyword) => JSON.parse(last(keyword)?.getArgumentsContent() ?? '[]')
  const user = last('USER')?.getArgumentsContent()
  return {
    dockerfile,
    entrypoint: command('ENTRYPOINT'),
    cmd: command('CMD'),
    env: stage
      .filter((instruction) => instruction.getKeyword() === 'ENV')
      .map((instruction) => String(instruction.getArgumentsContent())),
    cwd: String(last('WORKDIR')?.getArgumentsContent()),
    // The tag of a distroless image says the user.
    uid: user ? USERS[user] : last('FROM')?.getArgumentsContent()?.endsWith(':nonroot') ? 65532 : 0,
  }
}

/**
 * @param {string} dockerfile
 * @returns {{ cwd: string, commands: string[] }} the RUN instructions of the first stage
 */
function stepsOf(dockerfile) {
  const [stage] = stagesOf(dockerfile)
  /** @param {string} keyword */
  const all = (keyword) =>
    stage
      .filter((instruction) => instruction.getKeyword() === keyword)
      .map((instruction) => String(instruction.getArgumentsContent()))
  return { cwd: all('WORKDIR')[0], commands: all('RUN') }
}

/** @param {string} dockerfile */
function stagesOf(dockerfile) {
  const text = fs.readFileSync(path.join(EXAMPLES, dockerfile), 'utf8')
  /** @type {import('dockerfile-ast').Instruction[][]} */
  const stages = []
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction.getKeyword() === 'FROM') stages.push([])
    stages.at(-1)?.push(instruction)
  }
  return stages
}

module.exports = { EXAMPLES, imageOf, stepsOf }
