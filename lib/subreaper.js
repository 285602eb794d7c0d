'use strict'

const { binding } = require('./native')
const validate = require('./validate')

/** @param {boolean} [enable] */
function installSubreaper(enable = true) {
  validate.boolean(enable, 'enable')
  if (binding === null) return false
  binding.setSubreaper(enable)
  return enable
}

function isSubreaper() {
  return binding !== null && binding.isSubreaper()
}

module.exports = { installSubreaper, isSubreaper }
