'use strict'

// What the arguments of a command mean, and how a mistake in them is answered.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { UsageError, noWords, parse } = require('../../lib/cli/frame/arguments')
const { withAdvice } = require('../../lib/cli/frame/spawning')

const options = {
  json: { type: /** @type {const} */ ('boolean') },
  listen: { type: /** @type {const} */ ('string') },
}

test('options and words may come in any order', () => {
  const { values, positionals } = parse(['a', '--listen', '-', '--json', 'b'], options)
  assert.deepEqual({ ...values }, { listen: '-', json: true })
  assert.deepEqual(positionals, ['a', 'b'])
})

test('the message names the first wrong option', () => {
  const takesNone = /^Option '--json'.* does not take an argument$/
  for (const [args, message] of /** @type {[string[], RegExp][]} */ ([
    [['--jsno'], /^unknown option --jsno\. Did you mean --json\?$/],
    [['--nonsense'], /^unknown option --nonsense\. Expected one of --json, --listen$/],
    [['--json', '-x\x1b'], /^unknown option -x\. Expected one of --json, --listen$/],
    [['--x\x1b'], /^unknown option --x\\u001b\. /],
    [['--toString'], /^unknown option --toString\. /],
    [['--listen'], /^--listen needs a value$/],
    [['--listen', '--json'], /^--listen needs a value$/],
    [['--listen', '-x'], /^--listen needs a value$/],
    [['--json=1'], takesNone],
    [['word', '--json=1'], takesNone],
    // These values are right.
    [['--listen', '-', '--json=1'], takesNone],
    [['--listen', 'a-b', '--json=1'], takesNone],
    [['--listen=-b', '--json=1'], takesNone],
  ])) {
    assert.throws(
      () => parse(args, options),
      (error) => error instanceof UsageError && message.test(error.message),
      args.join(' '),
    )
  }
})

test('a word that no command takes is named, and escaped', () => {
  noWords([])
  assert.throws(() => noWords(['a\x1b', 'b']), {
    constructor: UsageError,
    message: 'unexpected argument "a\\u001b"',
  })
})

test('without free descriptors an error of spawn() says what to do', () => {
  for (const code of ['EMFILE', 'ENFILE']) {
    const error = Object.assign(new Error('spawn sh'), { code })
    assert.equal(withAdvice(error), error)
    assert.equal(
      error.message,
      'spawn sh. No more files can be opened. Close files, or raise RLIMIT_NOFILE (ulimit -n)',
    )
  }
  const other = Object.assign(new Error('spawn sh'), { code: 'ENOENT' })
  assert.equal(withAdvice(other).message, 'spawn sh')
})
