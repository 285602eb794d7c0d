'use strict'

const { likelyLibc, mappedLibc } = require('../../../lib/native/libc')

console.log(JSON.stringify([likelyLibc(), mappedLibc()]))
