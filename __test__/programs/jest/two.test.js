'use strict'

const { test } = require('@jest/globals')

const { expectOneReaper } = require('./one-reaper')

test('all files have one reaper', expectOneReaper)
