'use strict'

// The real Prometheus, promtool and Docker Compose: scripts/observability-tools.sh has them.

const assert = require('node:assert/strict')
const { spawn, spawnSync } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')
const { createInterface } = require('node:readline')

const { root, skipUnless, temporaryFolder, until } = require('./helpers')

const examples = path.join(root, 'examples')

const skipWithoutPrometheus = skipUnless(
  ['prometheus', 'promtool', 'docker-compose'].every(
    (name) => spawnSync(name, ['--help']).status === 0,
  ),
  'needs Prometheus and Docker Compose: see scripts/observability-tools.sh',
)

/**
 * Starts a command that the kernel kills when this process ends, whatever ends it.
 * @param {import('node:test').TestContext} t
 * @param {string[]} argv
 */
function startBound(t, argv) {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  return child
}

/**
 * Waits for a line of a program's output. Goes on reading, so that no pipe fills up.
 * @param {ReturnType<typeof startBound>} child
 * @param {RegExp} pattern with one group
 * @returns {Promise<string>} the text of the group
 */
function firstMatch(child, pattern) {
  /** @type {string[]} */
  const lines = []
  return new Promise((resolve, reject) => {
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        lines.push(line)
        const [, text] = pattern.exec(line) ?? []
        if (text !== undefined) resolve(text)
      })
    }
    child.once('close', () => reject(new Error(`${pattern} is not in\n${lines.join('\n')}`)))
  })
}

/**
 * Starts a Prometheus on a free port.
 * @param {import('node:test').TestContext} t
 * @param {string} config the path of its configuration
 * @returns {Promise<(endpoint: string, parameters?: Record<string, string>) => Promise<any>>} asks its
 *   HTTP API: https://prometheus.io/docs/prometheus/latest/querying/api/
 */
async function startPrometheus(t, config) {
  const child = startBound(t, [
    'prometheus',
    `--config.file=${config}`,
    `--storage.tsdb.path=${temporaryFolder()}`,
    '--web.listen-address=127.0.0.1:0',
  ])
  const address = await firstMatch(child, /msg="Listening on" address=(\S+)/)
  const url = `http://${address}`
  await until(async () => (await fetch(`${url}/-/ready`)).ok, 'Prometheus is ready')
  return async (endpoint, parameters = {}) => {
    const response = await fetch(`${url}/api/v1/${endpoint}?${new URLSearchParams(parameters)}`)
    const { status, data, error } = /** @type {any} */ (await response.json())
    assert.equal(status, 'success', `${JSON.stringify(parameters)}: ${error}`)
    return data
  }
}

module.exports = { examples, firstMatch, skipWithoutPrometheus, startBound, startPrometheus }
