'use strict'

// node zombies.js: how long a look at all of /proc takes.

const { zombies } = require('../..')
const { answer, time } = require('./answer')

answer(() => time(zombies))
