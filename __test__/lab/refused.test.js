'use strict'

// The lab ends processes, so it must refuse every request that is not of its own page.

const assert = require('node:assert/strict')
const { once } = require('node:events')
const net = require('node:net')
const { after, before, test } = require('node:test')

const { press, processesOf, readHello, request, startLab } = require('../support/lab')
const { skipWithoutNamespace } = require('../support/helpers')

const JSON_TYPE = { 'content-type': 'application/json' }

const started = startLab(after)
/** @type {Awaited<typeof started>} */
let lab
before(async () => {
  lab = await started
})

/** @param {string} path */
function at(path) {
  return lab.address + path
}

test('a request for another host is refused, whatever it asks for', async () => {
  const { port } = new URL(lab.address)
  for (const host of ['example.com', `example.com:${port}`, '127.0.0.1', `127.0.0.1:1`]) {
    for (const path of ['', 'events', 'main.js'])
      assert.equal((await request(at(path), { headers: { host } })).status, 403, host)
  }
  const headers = { host: `localhost:${port}` }
  assert.equal((await request(at(''), { headers })).status, 200)
})

test('a POST of another origin, or of none, is refused, and does nothing', async () => {
  const { port } = new URL(lab.address)
  for (const origin of [undefined, 'null', 'http://example.com', `https://127.0.0.1:${port}`]) {
    const headers = origin === undefined ? JSON_TYPE : { ...JSON_TYPE, origin }
    const { status } = await request(at('actions/make'), { method: 'POST', headers, body: '{}' })
    assert.equal(status, 403, origin)
  }
  const { status } = await request(at('events'), { headers: { origin: 'http://example.com' } })
  assert.equal(status, 403)
  assert.equal((await readHello(lab.address)).state.tree.length, 1)
})

test('without the token every path is refused', async () => {
  const { origin, pathname } = new URL(lab.address)
  const token = pathname.slice(1, -1)
  assert.match(token, /^[0-9a-f]{64}$/)
  for (const wrong of ['/', '//', `/${token.slice(1)}/`, `/${'0'.repeat(64)}/`, `/${token}0/`])
    for (const path of ['', 'events', 'style.css', 'actions/make'])
      assert.equal((await request(origin, { path: wrong + path })).status, 403, wrong)
})

test('a body that is too long, of another type, or no JSON is refused', async () => {
  const { origin } = new URL(lab.address)
  for (const [status, type, body] of /** @type {[number, string, string][]} */ ([
    [413, 'application/json', JSON.stringify({ pid: 'x'.repeat(2000) })],
    [415, 'text/plain', '{}'],
    [415, 'application/x-www-form-urlencoded', 'pid=1'],
    [400, 'application/json', '{'],
    [400, 'application/json', 'null'],
  ])) {
    const headers = { 'content-type': type, origin }
    const answer = await request(at('actions/make'), { method: 'POST', headers, body })
    assert.equal(answer.status, status, body)
  }
})

test('what the lab does not have is refused', async () => {
  for (const name of ['nothing', 'constructor', '__proto__'])
    assert.equal((await press(lab.address, name)).status, 404, name)
  const { pathname } = new URL(lab.address)
  for (const path of ['server.js', '../server.js', '%2e%2e/server.js', 'package.json'])
    assert.equal((await request(lab.address, { path: pathname + path })).status, 404, path)
  assert.equal((await request(at(''), { method: 'DELETE' })).status, 405)
})

test('the page may load nothing from elsewhere, and no frame may show it', async () => {
  const { headers } = await request(at(''))
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /default-src 'none'/)
  assert.match(policy, /frame-ancestors 'none'/)
  assert.doesNotMatch(policy, /unsafe|\*|http/)
  assert.equal(headers['referrer-policy'], 'no-referrer')
})

test('the lab listens on 127.0.0.1 alone', async () => {
  const socket = net.connect(Number(new URL(lab.address).port), '127.0.0.2')
  const [error] = await once(socket, 'error')
  assert.equal(error.code, 'ECONNREFUSED')
})

test(
  'only a process that the lab has started is ended: PID and start time must be right',
  { skip: skipWithoutNamespace },
  async () => {
    const { answer } = await press(lab.address, 'make')
    const { parent, zombie } = answer.steps.at(-1).values
    const { tree } = (await readHello(lab.address)).state
    const of = (/** @type {number} */ pid) => tree.find((/** @type {any} */ one) => one.pid === pid)
    for (const [action, pid, start, code] of /** @type {[string, unknown, unknown, string][]} */ ([
      ['kill-parent', 1, of(1).start, 'NOT_A_PARENT'],
      ['kill-parent', zombie, of(zombie).start, 'NOT_A_PARENT'],
      ['kill-parent', parent, of(parent).start + 1, 'GONE'],
      ['kill-parent', 999_999, 1, 'GONE'],
      ['kill-parent', -1, 1, 'GONE'],
      ['kill-parent', String(parent), of(parent).start, 'NOTHING_NAMED'],
      ['kill-parent', undefined, undefined, 'NOTHING_NAMED'],
      ['kill-zombie', 1, of(1).start, 'NOT_A_ZOMBIE'],
      ['kill-zombie', parent, of(parent).start, 'NOT_A_ZOMBIE'],
      ['kill-zombie', zombie, of(zombie).start + 1, 'GONE'],
    ])) {
      const { status, answer: refused } = await press(lab.address, action, { pid, start })
      assert.deepEqual([status, refused.code], [409, code], `${action} ${pid} ${start}`)
    }
    assert.equal(processesOf(lab.pid).get(parent)?.state, 'S')
  },
)

test('a browser that does not run can neither be closed nor crash', async () => {
  for (const action of ['browser-close', 'browser-crash'])
    assert.equal((await press(lab.address, action)).answer.code, 'NO_JOB')
})

test('twenty zombies are made, even at once, and the next one is refused', async () => {
  const zombies = await countZombies()
  const answers = await Promise.all(Array.from({ length: 25 }, () => press(lab.address, 'make')))
  const refused = answers.filter(({ status }) => status === 409)
  assert.equal(refused.length, 5 + zombies)
  assert.deepEqual(refused[0].answer, { code: 'TOO_MANY_ZOMBIES', limit: 20 })
  assert.equal(await countZombies(), 20)
})

async function countZombies() {
  const { tree } = (await readHello(lab.address)).state
  return tree.filter((/** @type {any} */ one) => one.zombie).length
}

test('twenty pages can listen, and the next one is refused', async () => {
  const controller = new AbortController()
  const { signal } = controller
  const pages = await Promise.all(Array.from({ length: 20 }, () => fetch(at('events'), { signal })))
  assert.ok(pages.every(({ status }) => status === 200))
  const { status, text } = await request(at('events'))
  assert.deepEqual([status, JSON.parse(text).code], [409, 'TOO_MANY_PAGES'])
  controller.abort()
})
