'use strict'

const { binding } = require('../native/binding')
const validate = require('../support/validate')

/** @param {boolean} [enable] */
function installSubreaper(enable) {
  const wanted = validate.boolean(enable, 'enable', true)
  if (binding === null) return false
  binding.setSubreaper(wanted)
  return wanted
}

/** @param {unknown} [input] */
function isSubreaper(input) {
  validate.none(input, 'isSubreaper()')
  return binding !== null && binding.isSubreaper()
}

module.exports = { installSubreaper, isSubreaper }
