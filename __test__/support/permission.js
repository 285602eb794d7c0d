'use strict'

// The option that starts Node's permission model. The experimental name holds until Node 22.
const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission'

module.exports = { PERMISSION }
