'use strict'

// examples/observability and examples/kubernetes, through promtool and Docker Compose. The manifests
// of Kubernetes are checked by `npm run lint:kubernetes`.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { options } = require('../../lib/cli/commands/exporter')
const { temporaryFolder } = require('../support/helpers')
const { examples, skipWithoutPrometheus } = require('../support/prometheus')

const observability = path.join(examples, 'observability')
const rules = fs.readFileSync(path.join(observability, 'rules.yaml'), 'utf8')
const unitTests = fs.readFileSync(path.join(observability, 'rules.test.yaml'), 'utf8')

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 */
function succeeds(command, args, cwd = observability) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  assert.equal(status, 0, stdout + stderr)
}

test('Prometheus accepts both configurations', { skip: skipWithoutPrometheus }, () => {
  for (const name of ['observability', 'kubernetes']) {
    const folder = temporaryFolder()
    fs.copyFileSync(path.join(examples, name, 'prometheus.yaml'), path.join(folder, 'all.yaml'))
    fs.writeFileSync(path.join(folder, 'rules.yaml'), rules)
    succeeds('promtool', ['check', 'config', '--lint=all', '--lint-fatal', 'all.yaml'], folder)
  }
})

test("each job is the one of the rules, and lets the exporter's own labels win", () => {
  for (const [name, job, honor] of [
    ['observability/prometheus.yaml', 'job_name: zombie-reaper\n', 'honor_labels: true\n'],
    ['kubernetes/prometheus.yaml', 'job_name: zombie-reaper\n', 'honor_labels: true\n'],
    ['kubernetes/podmonitor.yaml', 'replacement: zombie-reaper\n', 'honorLabels: true\n'],
  ]) {
    const text = fs.readFileSync(path.join(examples, name), 'utf8')
    for (const part of [job, honor]) assert.ok(text.includes(part), `${name}: ${part}`)
  }
})

test('each alert fires when it must, and only then', { skip: skipWithoutPrometheus }, () => {
  succeeds('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml'])
  succeeds('promtool', ['test', 'rules', 'rules.test.yaml'])
})

test('each alert has a unit test with it and without it', () => {
  const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
  assert.equal(alerts.length, 8)
  for (const alert of alerts) {
    const cases = unitTests.split(`- alertname: ${alert}\n`).slice(1)
    const silent = cases.filter((text) => /^ +eval_time: \w+\n +exp_alerts: \[\]/.test(text))
    assert.ok(silent.length > 0, alert)
    assert.ok(silent.length < cases.length, alert)
  }
})

test('each alert has a severity, a summary and the command to run next', () => {
  for (const alert of rules.split('- alert: ').slice(1)) {
    assert.match(alert, /severity: (critical|warning)\n/)
    assert.match(alert, /summary: /)
    // An alias repeats the text of the alert before.
    assert.match(alert, /description: (?:\*\w+\n|[^]*node\s+\S+\/zombie-reaper\.js\s+doctor`)/)
    // Near the limit npx may hang: it needs about 20 PIDs.
    assert.doesNotMatch(alert, /npx/)
  }
})

test('Docker Compose accepts the services', { skip: skipWithoutPrometheus }, () => {
  succeeds('docker-compose', ['config', '--quiet'])
})

test('each service is bounded, read-only and without rights, and listens on this machine only', () => {
  const text = fs.readFileSync(path.join(observability, 'compose.yaml'), 'utf8')
  const [, services] = /^services:\n([^]*)^volumes:/m.exec(text) ?? []
  const all = services.split(/^ {2}(?=\w+:$)/m).slice(1)
  assert.equal(all.length, 3)
  for (const service of all) {
    assert.match(service, /^ {4}read_only: true$/m)
    assert.match(service, /^ {4}cap_drop: \[ALL\]$/m)
    assert.match(service, /^ {4}security_opt: \[no-new-privileges\]$/m)
    assert.match(service, /^ {4}mem_limit: /m)
    assert.match(service, /^ {4}pids_limit: /m)
    for (const [, ports] of service.matchAll(/ports: (.*)/g))
      assert.match(ports, /^\['127\.0\.0\.1:/)
  }
})

test('the exporter has each option that compose.yaml and the DaemonSet give', () => {
  for (const name of ['observability/compose.yaml', 'kubernetes/daemonset.yaml']) {
    const text = fs.readFileSync(path.join(examples, name), 'utf8')
    const [, args = ''] = /(?:command|args): \[(--listen.*)\]/.exec(text) ?? []
    const given = [...args.matchAll(/--([\w-]+)/g)].map(([, option]) => option)
    assert.deepEqual(given, ['listen', 'cgroup-root'])
    for (const option of given) assert.ok(Object.hasOwn(options, option), option)
  }
})
