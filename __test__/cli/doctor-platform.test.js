'use strict'

// Which container the doctor finds, by the environment.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { containerHere } = require('../../lib/cli/doctor/container')

// The platforms in the order in which the doctor asks for them.
const VARIABLES = /** @type {const} */ ([
  ['lambda', 'AWS_LAMBDA_FUNCTION_NAME'],
  ['cloud-run', 'K_SERVICE'],
  ['cloud-run', 'CLOUD_RUN_JOB'],
  ['ecs', 'ECS_CONTAINER_METADATA_URI_V4'],
  ['ecs', 'ECS_CONTAINER_METADATA_URI'],
  ['kubernetes', 'KUBERNETES_SERVICE_HOST'],
])

test('a platform is known by its variable, the first of the list before the others', (t) => {
  const before = Object.fromEntries(VARIABLES.map(([, name]) => [name, process.env[name] ?? '']))
  t.after(() => Object.assign(process.env, before))
  for (const [, name] of VARIABLES) delete process.env[name]
  const without = containerHere()
  for (const [container, name] of VARIABLES.toReversed()) {
    process.env[name] = 'x'
    assert.equal(containerHere(), container, name)
  }
  for (const [, name] of VARIABLES) process.env[name] = ''
  assert.equal(containerHere(), without)
})
