'use strict'

// Each check of an argument, with the whole message of its error.

const assert = require('node:assert/strict')
const { ChildProcess } = require('node:child_process')
const { constants } = require('node:os')
const { test } = require('node:test')

const errors = require('../../lib/support/errors')
const { nearest } = require('../../lib/support/nearest')
const validate = require('../../lib/support/validate')

const MAX = 2 ** 31 - 1

/**
 * @param {() => unknown} check
 * @param {string} name of the class
 * @param {string} code
 * @param {string} message
 */
function refuses(check, name, code, message) {
  assert.throws(check, { name, code, message })
}

/**
 * @param {(value: any) => unknown} check
 * @param {string} expected continues "must be"
 * @param {[value: unknown, received: string][]} values
 */
function refusesTypes(check, expected, values) {
  for (const [value, received] of values) {
    const message = `The "x" argument must be ${expected}. Received ${received}`
    refuses(() => check(value), 'TypeError', 'ERR_INVALID_ARG_TYPE', message)
  }
}

/**
 * @param {(value: any) => unknown} check
 * @param {string} name
 * @param {string} expected continues "It must be"
 * @param {[value: unknown, received: string][]} values
 */
function refusesRange(check, name, expected, values) {
  for (const [value, received] of values) {
    const message = `The value of "${name}" is out of range. It must be ${expected}. Received ${received}`
    refuses(() => check(value), 'RangeError', 'ERR_OUT_OF_RANGE', message)
  }
}

/** @param {unknown} value */
function asBoolean(value) {
  return validate.boolean(value, 'x', true)
}

/** @param {unknown} value */
function asInteger(value) {
  return validate.integer(value, 'x', 1, 3, 2)
}

/** @param {unknown} value */
function asTime(value) {
  return validate.milliseconds(value, 'x', { min: 5, default: 7 })
}

/** @param {unknown} value */
function asPid(value) {
  return validate.pidOf(value, 'x')
}

/** @param {unknown} value */
function asPids(value) {
  return validate.pidsOf(value, 'x')
}

test('a boolean is true, false, or missing', () => {
  const values = [true, false, undefined]
  assert.deepEqual(values.map(asBoolean), [true, false, true])
  refusesTypes(asBoolean, 'of type boolean', [
    [0, 'type number (0)'],
    ['true', "type string ('true')"],
    [null, 'null'],
    [{}, 'an instance of Object'],
    [{ __proto__: null, a: { b: 1 } }, '[Object: null prototype]'],
    [{ constructor: undefined }, '[Object]'],
    [asTime, 'function asTime'],
    ['x'.repeat(28), `type string ('${'x'.repeat(28)}')`],
    ['x'.repeat(29), `type string ('${'x'.repeat(25)}...')`],
    [12n, 'type bigint (12n)'],
  ])
})

test('an integer is in its range, or missing where there is a default', () => {
  assert.deepEqual([1, 3, undefined].map(asInteger), [1, 3, 2])
  refusesTypes(asInteger, 'of type number', [['1', "type string ('1')"]])
  refusesTypes((value) => validate.integer(value, 'x', 1, 3), 'of type number', [
    [undefined, 'undefined'],
  ])
  refusesRange(asInteger, 'x', 'an integer >= 1 and <= 3', [
    [0, '0'],
    [4, '4'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
  ])
})

test('a time is an integer of milliseconds that a timer allows', () => {
  assert.deepEqual([5, MAX, undefined].map(asTime), [5, MAX, 7])
  refusesRange(asTime, 'x', `an integer >= 5 and <= ${MAX}`, [
    [4, '4'],
    [MAX + 1, `${MAX + 1}`],
  ])
})

test('a process is a PID, or an object with one', () => {
  assert.deepEqual([1, MAX, { pid: 7 }].map(asPid), [1, MAX, 7])
  const range = `an integer >= 1 and <= ${MAX}`
  refusesRange(asPid, 'x', range, [
    [0, '0'],
    [MAX + 1, `${MAX + 1}`],
  ])
  refusesRange((value) => asPid({ pid: value }), 'x.pid', range, [[0, '0']])
  refusesTypes(asPid, 'a PID or an object with a pid, such as a ChildProcess', [
    ['1', "type string ('1')"],
    [undefined, 'undefined'],
    [null, 'null'],
    [{}, 'an instance of Object'],
    [Object.assign(() => {}, { pid: 1 }), 'function '],
  ])
  const child = Object.assign(new ChildProcess(), { spawnfile: '/no/such\nprogram' })
  const why = `because /no/such\\u000aprogram could not be started. The 'error' event of the ChildProcess says why`
  refuses(
    () => asPid(child),
    'Error',
    'ERR_ZOMBIE_REAPER_NOT_STARTED',
    `The "x" argument has no PID, ${why}`,
  )
})

test('processes are an iterable, which is no string, and null is none of them', () => {
  assert.deepEqual(asPids(new Set([3, null, { pid: 4 }])), Int32Array.of(3, 4))
  refusesTypes(asPids, 'an iterable of PIDs or objects with a pid', [
    ['12', "type string ('12')"],
    [12, 'type number (12)'],
    [null, 'null'],
    [{}, 'an instance of Object'],
  ])
  refusesRange(asPids, 'x[1]', `an integer >= 1 and <= ${MAX}`, [[[null, 0], '0']])
})

test('options are own properties with known names', () => {
  const known = ['alpha', 'beta']
  assert.deepEqual(validate.options({ beta: 1 }, known), { __proto__: null, beta: 1 })
  const none = validate.options(undefined, known)
  assert.deepEqual([Object.getPrototypeOf(none), Object.keys(none)], [null, []])
  assert.ok(Object.isFrozen(none))
  assert.deepEqual(validate.options(Object.create({ gamma: 1, beta: 1 }), known), {
    __proto__: null,
  })
  for (const [name, hint] of [
    ['gamma', ''],
    ['alhpa', ' Did you mean "options.alpha"?'],
  ]) {
    refuses(
      () => validate.options({ [name]: 1 }, known),
      'TypeError',
      'ERR_INVALID_ARG_VALUE',
      `There is no option "options.${name}".${hint} Expected one of alpha, beta`,
    )
  }
  for (const check of [
    (/** @type {any} */ value) => validate.options(value, known),
    (/** @type {any} */ value) => validate.none(value, 'f()'),
  ]) {
    for (const [value, received] of /** @type {const} */ ([
      [null, 'null'],
      [[], 'an instance of Array'],
      ['x', "type string ('x')"],
    ])) {
      const message = `The "options" argument must be of type object. Received ${received}`
      refuses(() => check(value), 'TypeError', 'ERR_INVALID_ARG_TYPE', message)
    }
  }
})

test('a function without options takes none', () => {
  for (const value of [undefined, {}, Object.create({ a: 1 })])
    assert.equal(validate.none(value, 'f()'), undefined)
  refuses(
    () => validate.none({ a: 1 }, 'f()'),
    'TypeError',
    'ERR_INVALID_ARG_VALUE',
    'There is no option "options.a": f() takes no options',
  )
})

test('the nearest word is at most a third of its length away', () => {
  for (const [text, words, expected] of /** @type {[string, string[], string | undefined][]} */ ([
    ['', ['abc'], undefined],
    ['ABC', ['abc'], 'abc'],
    ['abx', ['ABC'], 'ABC'],
    ['axx', ['abc'], undefined],
    // Inserted, removed, and swapped.
    ['abcd', ['abc'], 'abc'],
    ['bc', ['abc'], 'abc'],
    ['bac', ['abc'], 'abc'],
    ['acb', ['abc'], 'abc'],
    // Neither is a swap of neighbours.
    ['cba', ['abc'], undefined],
    ['bca', ['abc'], undefined],
    ['cdab', ['abcd'], undefined],
    ['bbc', ['abc'], 'abc'],
    ['aac', ['abc'], 'abc'],
    ['badcfe', ['abcdef'], undefined],
    ['badcef', ['abcdef'], 'abcdef'],
    // Half a swap is none.
    ['bxcdeg', ['abcdef'], undefined],
    ['xacdeg', ['abcdef'], undefined],
    // The nearer one, and the first of two.
    ['abcdeg', ['abcxef', 'abcdef'], 'abcdef'],
    ['abx', ['aby', 'abz'], 'aby'],
  ])) {
    assert.equal(nearest(text, words), expected, text)
  }
})

test('an error of a system call has its number, and a lack of descriptors is known', () => {
  const error = errors.systemError('text', 'EMFILE', 'open')
  assert.deepEqual(
    { ...error, message: error.message },
    {
      message: 'text',
      code: 'EMFILE',
      errno: -constants.errno.EMFILE,
      syscall: 'open',
    },
  )
  const values = [error, { code: 'ENFILE' }, { code: 'ENOENT' }, null, undefined]
  assert.deepEqual(values.map(errors.isOutOfDescriptors), [true, true, false, false, false])
})

test('two options that exclude each other are both named', () => {
  const error = errors.incompatibleOptions('a', 'b')
  assert.ok(error instanceof TypeError)
  assert.equal(error.code, 'ERR_INCOMPATIBLE_OPTION_PAIR')
  assert.equal(error.message, 'Option "a" cannot be used in combination with option "b"')
})
