'use strict'

// node zombies.js: measures how long one scan of /proc takes.

const { zombies } = require('../..')
const { answer, time } = require('./answer')

answer(() => time(zombies))
