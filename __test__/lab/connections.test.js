'use strict'

const { test } = require('node:test')

const { until } = require('../support/helpers')
const { idleConnections } = require('../support/idle-connections')
const { request, startLab } = require('../support/lab')

test('the lab keeps 100 connections, so descriptors remain to look at /proc', async (t) => {
  const { address } = await startLab((end) => t.after(end))
  const end = await idleConnections(t, address, { made: 120, kept: 100 })
  end()
  await until(async () => {
    const answer = await request(address).catch(() => null)
    return answer?.status === 200
  }, 'it answers again')
})
