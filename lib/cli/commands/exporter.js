'use strict'

const { listen, parseAddress } = require('../../exporter/address')
const { printable } = require('../../support/printable')
const { UsageError, noWords } = require('../frame/arguments')
const { jsonText } = require('../frame/layout')

const help = `Usage: zombie-reaper exporter [--listen ADDRESS:PORT]
                              [--cgroup-root PATH] [--json]

Serves the zombies and the PIDs of every container of this
machine to Prometheus, at /metrics. Reaps no zombie. Run it
on the host, or in a container with the host's PIDs.

Needs prom-client: npm install prom-client

Options:
  --listen ADDRESS:PORT
              where to listen (default 127.0.0.1:9841).
              ":9841" is every address, and port 0 is any
              free port. Names of programs can be secrets
  --cgroup-root PATH
              where the control groups of the machine are
              mounted (default /sys/fs/cgroup)
  --json      print the lines as JSON

Examples:
  npx --no zombie-reaper exporter
  npx --no zombie-reaper exporter --listen '[::1]:9841'
  curl http://127.0.0.1:9841/metrics`

const options = {
  listen: { type: /** @type {const} */ ('string') },
  'cgroup-root': { type: /** @type {const} */ ('string') },
  json: { type: /** @type {const} */ ('boolean') },
}

const LISTEN = '127.0.0.1:9841'
const CGROUP_ROOT = '/sys/fs/cgroup'

/** @param {import('../frame/arguments').Input} input */
async function run({ values, positionals, out }) {
  noWords(positionals)
  const { listen: where = LISTEN, 'cgroup-root': root = CGROUP_ROOT } = values
  const address = parseAddress(String(where))
  if (address === null) {
    const hint =
      parseAddress(`:${where}`) === null ? '' : `. For a port on every address, write ":${where}"`
    throw new UsageError(
      `--listen: expected an address such as ${LISTEN}, got "${printable(String(where))}"${hint}`,
    )
  }
  // The kernel drops a signal without a handler when this process is PID 1 (signal(7)).
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(0))
  const { start } = require('../../exporter/start')
  const { server, notes } = await start(String(root))
  const url = await listen(server, address)
  const print = (/** @type {Record<string, string>} */ fact, /** @type {string} */ text) =>
    out.print(values.json ? jsonText(fact) : printable(text))
  for (const note of notes) print({ note }, note)
  print({ listening: url }, `listening on ${url}/metrics`)
  return 0
}

module.exports = { help, options, run }
