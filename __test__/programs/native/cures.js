'use strict'

// Prints what to do about a missing permission, and about another failure.

const { cannotLoad } = require('../../../lib/native/cannot-load')

const cures = ['ERR_ACCESS_DENIED', 'ERR_DLOPEN_FAILED'].map((code) => {
  const error = Object.assign(new Error('it failed'), { code })
  const failure = { platform: `linux-${process.arch}-gnu`, file: '/there/addon.node', error }
  return cannotLoad([failure]).message.split('\n')[1]
})
console.log(JSON.stringify(cures))
