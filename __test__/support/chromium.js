'use strict'

const { findChromium } = require('../../examples/chromium')
const { skipUnless } = require('./helpers')

function hasChromium() {
  try {
    return findChromium() !== ''
  } catch {
    return false
  }
}

const skipWithoutChromium = skipUnless(hasChromium(), 'needs Chromium')

module.exports = { skipWithoutChromium }
