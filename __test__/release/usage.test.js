'use strict'

// A development command answers a mistake in its arguments, and does nothing else.

const assert = require('node:assert/strict')
const { spawnSync } = require('node:child_process')
const { test } = require('node:test')

/** @type {{ scripts: { [name: string]: string } }} */
const { scripts } = require('../../package.json')
const { HANG, root } = require('../support/helpers')

/**
 * The mistakes in the arguments of each command: the arguments, and what the answer expects.
 * @type {{ [name: string]: [args: string[], expected: RegExp][] }}
 */
const MISTAKES = {
  bench: [
    [['--wrong'], /one of --json, --only, got "--wrong"$/],
    [['--only', 'nothing like this'], /a part of a name .*, got "nothing like this"$/],
    [['--only', 'growth of nothing'], /a part of a name .*, got "growth of nothing"$/],
  ],
  containers: [
    [['--wrong'], /no arguments, got "--wrong"$/],
    [['node'], /no arguments, got "node"$/],
  ],
  coverage: [
    [['--wrong'], /one of rust, lib, .*, got "--wrong"$/],
    [['proc', 'nothing'], /one of rust, lib, .*, proc, .*, got "nothing"$/],
  ],
  faults: [
    [['--wrong'], /one of --all, --only, got "--wrong"$/],
    [['--only', 'nothing like this'], /--only to be .*reap\(\).*, got "nothing like this"$/],
    [['--only='], /--only to be .*, got ""$/],
  ],
  hosts: [
    [['--wrong'], /one of --host, got "--wrong"$/],
    [['--host', 'Linux 1.0'], /--host to be one of Linux 5.10, .*, got "Linux 1.0"$/],
  ],
  mutants: [
    [['--wrong'], /rust or lib, got "--wrong"$/],
    [[], /rust or lib, got nothing$/],
  ],
  package: [[['linux-z80-gnu'], /one of linux-x64-gnu, .*, got "linux-z80-gnu"$/]],
  prebuild: [
    [['linux-x64-gnu', 'linux-z80-gnu'], /one of linux-x64-gnu, .*, got "linux-z80-gnu"$/],
  ],
  sanitize: [
    [['--wrong'], /one of .*reap.*, got "--wrong"$/],
    [['proc', 'nothing'], /one of .*reap.*, got "nothing"$/],
  ],
  soak: [
    [['--wrong'], /one of --minutes, --orphans, --json, got "--wrong"$/],
    [['--minutes', 'ten'], /--minutes to be a number above 0, got "ten"$/],
    [['--orphans', '0'], /--orphans to be a number above 0, got "0"$/],
    [['--minutes'], /a value of --minutes, got nothing$/],
    [['--minutes', '--json'], /a value of --minutes, got "--json"$/],
    [['--json=yes'], /no value of --json, got "yes"$/],
    [['10'], /one of --minutes, --orphans, --json, got "10"$/],
  ],
  'test:matrix': [
    [['--wrong'], /one of --target, --node, got "--wrong"$/],
    [
      ['--target', 'linux-z80-gnu'],
      /--target to be one of linux-x64-gnu, .*, got "linux-z80-gnu"$/,
    ],
    // The target has no such Node.
    [['--target', 'linux-arm64-musl', '--node', '20'], /--node to be one of 22, 24, 26, got "20"$/],
  ],
}

for (const [name, mistakes] of Object.entries(MISTAKES)) {
  test(`npm run ${name} says what it expects, and how it is used`, () => {
    const [node, ...command] = scripts[name].split(' ')
    assert.equal(node, 'node')
    for (const [args, expected] of mistakes) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], {
        cwd: root,
        encoding: 'utf8',
        // No other program can be started. To know the names of the scenarios, `faults` asks the C
        // compiler for the numbers of system calls.
        env: { PATH: name === 'faults' ? process.env.PATH : '' },
        timeout: HANG,
        killSignal: 'SIGKILL',
      })
      const [mistake, usage, ...others] = stderr.split('\n')
      assert.match(mistake, expected)
      assert.ok(mistake.startsWith('expected '), mistake)
      assert.ok(usage.startsWith(`Usage: npm run ${name}`), usage)
      assert.deepEqual([status, stdout, others], [64, '', ['']])
    }
  })
}
