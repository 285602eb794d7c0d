'use strict'

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const delays = require('../../lib/support/delays')
const { root } = require('../support/helpers')

const declarations = fs.readFileSync(path.join(root, 'index.d.ts'), 'utf8')

for (const [type, option, delay] of /** @type {const} */ ([
  ['ReaperOptions', 'quarantine', 'QUARANTINE'],
  ['ReaperOptions', 'sweepInterval', 'SWEEP_INTERVAL'],
  ['ReapOrphansOptions', 'timeout', 'TIMEOUT'],
  ['ReapOrphansOptions', 'settle', 'SETTLE'],
  ['ReapOrphansOptions', 'quarantine', 'QUARANTINE'],
  ['JobCloseOptions', 'killAfter', 'KILL_AFTER'],
  ['JobCloseOptions', 'timeout', 'CLOSE_TIMEOUT'],
])) {
  test(`index.d.ts gives the default and the least value of ${option} in ${type}`, () => {
    const [, body] = declarations.split(`export interface ${type} {`)
    const comment =
      body
        .slice(0, body.indexOf(`\n  ${option}?: `))
        .split('/**')
        .at(-1) ?? ''
    assert.match(comment, new RegExp(`@default ${delays[delay].default}\\b`))
    assert.match(comment, new RegExp(`\\b${delays[delay].min} to 2,147,483,647\\b`))
  })
}
