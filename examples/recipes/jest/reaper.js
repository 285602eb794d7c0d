'use strict'

const { startReaper } = require('../../..')

// The process of Jest adopts the orphans of all its workers.
module.exports = () => void startReaper()
