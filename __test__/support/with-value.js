'use strict'

// Properties of this process with another value for a while: code that only reads them needs no
// further process.

/**
 * Does something as on another processor.
 * @param {string} arch
 * @param {() => void} work
 */
function onProcessor(arch, work) {
  withValue(process, 'arch', arch, work)
}

/**
 * Does something while a property has another value.
 * @param {object} owner
 * @param {string} name
 * @param {unknown} value
 * @param {() => void} work
 */
function withValue(owner, name, value, work) {
  const before = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  })
  try {
    work()
  } finally {
    if (before === undefined) Reflect.deleteProperty(owner, name)
    else Object.defineProperty(owner, name, before)
  }
}

module.exports = { onProcessor, withValue }
