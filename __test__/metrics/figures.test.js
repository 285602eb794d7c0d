'use strict'

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { QUARANTINE } = require('../../lib/support/delays')
const { figures } = require('../../metrics')
const { read } = require('../support/documentation')

test('the figures are frozen at every depth', () => {
  /** @param {object} value */
  function check(value) {
    assert.ok(Object.isFrozen(value))
    for (const inner of Object.values(value)) if (typeof inner === 'object') check(inner)
  }
  check(figures)
  assert.ok(figures.length > 10)
})

test('an OpenTelemetry name becomes the Prometheus name by the rules of OpenTelemetry', () => {
  for (const { name, opentelemetryName, type, unit } of figures) {
    const suffixes = `${unit === 's' ? '_seconds' : ''}${type === 'counter' ? '_total' : ''}`
    assert.equal(`${opentelemetryName.replaceAll('.', '_')}${suffixes}`, name)
  }
})

test('the bucket after the default quarantine is up to 0.15, as docs/metrics.md says', () => {
  const { buckets = [] } = figures.find(({ type }) => type === 'histogram') ?? {}
  assert.equal(
    buckets.find((bound) => bound > QUARANTINE.default / 1000),
    0.15,
  )
  assert.match(read('docs/metrics.md'), /are in the bucket up to 0\.15\./)
})

test('docs/metrics.md has the figures, with their labels and values', () => {
  const rows = [...read('docs/metrics.md').matchAll(/^\| `(zombie_reaper_\w+)`(.*)\|$/gm)]
  const documented = rows.map(([, name, rest]) => {
    const [, opentelemetryName, type, unit, labels] = rest.split('|').map((cell) => cell.trim())
    return [name, opentelemetryName, type, unit, labels]
  })
  const expected = figures.map(({ name, opentelemetryName, type, unit, attributes }) => [
    name,
    `\`${opentelemetryName}\``,
    type,
    `\`${unit}\``,
    Object.entries(attributes)
      .map(([label, values]) => `\`${label}\`: ${values.map((value) => `\`${value}\``).join(', ')}`)
      .join(''),
  ])
  assert.deepEqual(documented, expected)
})
