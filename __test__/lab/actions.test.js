'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { until } = require('../support/helpers')
const { press, readHello, startLab } = require('../support/lab')

test('two pages switch the automatic mode on, and each process is reaped once', async (t) => {
  const { address } = await startLab((end) => t.after(end))
  await Promise.all([press(address, 'automatic-on'), press(address, 'automatic-on')])
  const { answer } = await press(address, 'make')
  const { parent, zombie } = answer.steps.at(-1).values
  const { tree } = (await readHello(address)).state
  await press(
    address,
    'kill-parent',
    tree.find((/** @type {any} */ one) => one.pid === parent),
  )
  const reaped = await until(async () => {
    const { log } = await readHello(address)
    return log.find((/** @type {any} */ { action }) => action === 'reaped')
  }, 'the log has it')
  assert.deepEqual(
    reaped.steps.map((/** @type {any} */ { values }) => values.pid),
    [zombie],
  )
})
