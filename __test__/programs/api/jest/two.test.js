'use strict'

const { expect, jest: fakes, test } = require('@jest/globals')

const { expectOneReaper } = require('./one-reaper')

// Before the package is loaded, since Jest moves each mock to the top of the file.
fakes.mock('fs')
const { reapOrphans, zombies } = require('zombie-reaper')

test('a mock of fs is not what /proc is read with', async () => {
  expect(zombies()).toBeInstanceOf(Array)
  await expect(reapOrphans({ settle: 0 })).resolves.toMatchObject({ remaining: [] })
})

test('all files have one reaper', expectOneReaper)
