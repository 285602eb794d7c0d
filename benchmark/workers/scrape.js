'use strict'

// node scrape.js: measures how long one scrape of the metrics takes, with prom-client's own work.

const { Registry } = require('prom-client')

const { prometheus } = require('../../metrics')
const { answer, timeAsync } = require('./answer')

const register = new Registry()
prometheus(register)
answer(() => timeAsync(() => register.metrics()))
