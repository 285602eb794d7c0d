'use strict'

// The tests for a host. An emulated processor runs them in some minutes. Each subject that depends
// on the kernel or on the sandbox has a file here: wait calls, adoption, /proc, control groups and
// PID 1.

const NAMES = [
  'hosts/smoke',
  'reap/reap',
  'reap/abandoned',
  'reap/reap-orphans',
  'reap/subreaper',
  'inspect/zombies',
  'inspect/pid-usage',
  'inspect/pid-limit',
  'job/members',
  'recipes/demo',
  'init/inherited',
  'init/pid1',
  'exporter/runc',
]

const CORE = NAMES.map((name) => `__test__/${name}.test.js`)

// One file, for a sandbox that refuses what the other tests need, such as namespaces.
const SMOKE = CORE.slice(0, 1)

module.exports = { CORE, SMOKE }
