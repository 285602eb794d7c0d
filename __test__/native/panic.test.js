'use strict'

// A panic in Rust must not end the program. In PID 1 it would end the container.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { root, runNode, skipWithoutStrace } = require('../support/helpers')

test(
  'a panic becomes an exception, and the program goes on',
  { skip: skipWithoutStrace },
  async () => {
    // Rust's standard library panics when closedir(3) fails. Only the close of /proc itself fails.
    const under = ['strace', '-f', '-o', '/dev/null', '-P', '/proc']
    const program = `
      const { makeZombie, reap, zombies } = require(${JSON.stringify(root)})
      const pid = makeZombie()
      let message
      try {
        zombies()
      } catch (error) {
        message = error.message
      }
      console.log(JSON.stringify({ message, isReaped: reap().some((one) => one.pid === pid) }))`
    const { message, isReaped } = await runNode(['-e', program], {
      under: [...under, '-e', 'trace=close', '-e', 'inject=close:error=EIO'],
    })
    assert.match(message, /closedir.*code: 5/)
    assert.equal(isReaped, true)
  },
)

test('every function of the addon turns a panic into an exception', () => {
  const source = path.join(root, 'src')
  const files = fs.readdirSync(source, { recursive: true, encoding: 'utf8' })
  const code = files
    .filter((file) => file.endsWith('.rs'))
    .map((file) => fs.readFileSync(path.join(source, file), 'utf8'))
    .join('\n')
  // The attribute, the attributes below it, and the function.
  const functions = [...code.matchAll(/^#\[napi\b([^\]]*)\]\n(?:#\[.*\]\n)*pub fn (\w+)/gm)]
  assert.ok(functions.length > 30, `${functions.length} functions`)
  const uncaught = functions.filter(([, options]) => !options.includes('catch_unwind'))
  assert.deepEqual(
    uncaught.map(([, , name]) => name),
    [],
  )
})
