'use strict'

// node reap.js ZOMBIES LIVING [owned-zombie]: measures reap() of ZOMBIES zombies, with LIVING owned
// living children. `owned-zombie` puts an owned zombie in front of the others.

const assert = require('node:assert')
const { once } = require('node:events')
const { readFileSync } = require('node:fs')

const { makeZombie, reap } = require('../..')
const { answer, time } = require('./answer')
const { endLiving, spawnLiving } = require('./living')

const [zombies, living] = process.argv.slice(2, 4).map(Number)
const withOwnedZombie = process.argv[4] === 'owned-zombie'

const children = Array.from({ length: living }, spawnLiving)

async function round() {
  const owned = withOwnedZombie ? ownedZombie() : null
  for (let i = 0; i < zombies; i++) makeZombie()
  let taken = 0
  const ns = time(() => {
    taken = reap().length
  })
  assert.equal(taken, zombies)
  // libuv can wait for the owned zombie only now: the code above never returned to the event loop.
  if (owned !== null) await once(owned, 'exit')
  return ns
}

function ownedZombie() {
  const child = spawnLiving()
  child.kill('SIGKILL')
  while (!/^State:\tZ/m.test(readFileSync(`/proc/${child.pid}/status`, 'utf8')));
  return child
}

answer(round, () => endLiving(children))
