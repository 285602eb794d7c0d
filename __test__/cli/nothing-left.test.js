'use strict'

// No command starts anything that outlives it, also when a signal ends it in the middle.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const { constants } = require('node:os')
const path = require('node:path')
const { before, test } = require('node:test')

const { runCommand } = require('../support/cli')
const {
  IN_NAMESPACE,
  compile,
  program,
  runNode,
  skipWithoutNamespace: skip,
  skipWithoutStrace,
  temporaryFolder,
} = require('../support/helpers')

const { SIGKILL, SIGTERM } = constants.signals

for (const command of ['ps', 'ps --tree', 'doctor', 'path init', 'completion bash', '--help']) {
  test(`${command} starts no process`, { skip: skipWithoutStrace }, () => {
    const trace = path.join(temporaryFolder(), 'trace')
    const calls = 'trace=execve,fork,vfork,clone,clone3'
    const under = ['strace', '-f', '--seccomp-bpf', '-e', calls, '-o', trace]
    const { stdout } = runCommand(command.split(' '), { under })
    assert.ok(stdout.length > 0)
    const lines = fs.readFileSync(trace, 'utf8').split('\n')
    const processes = lines.filter(
      (line) => /\b(v?fork|clone3?)\(/.test(line) && !line.includes('CLONE_THREAD'),
    )
    assert.deepEqual(processes, [])
    assert.equal(lines.filter((line) => line.includes('execve(')).length, 1)
  })
}

let killAt = ''
before(() => {
  if (!skip) killAt = compile('cli/kill-at.c')
})

const JOB = `sleep 1000 &
setsid sleep 1000 &
(setsid sleep 1000 &)`
const run = ['run', '--kill-after', '0', '--', 'sh', '-c', JOB]
const prove = ['doctor', '--prove']

/** @type {[what: string, which: string, signal: number, growth: number, args: string[], ends: (string | number)[]][]} */
const ENDS = [
  ['SIGKILL for run', 'itself', SIGKILL, 3, run, ['SIGKILL']],
  ['SIGKILL for the guard of run', 'below', SIGKILL, 3, run, [137]],
  // At first the command has no handler yet.
  ['SIGTERM for run', 'itself', SIGTERM, 6, run, ['SIGTERM', 143]],
  ['SIGKILL for doctor --prove', 'itself', SIGKILL, 3, prove, ['SIGKILL']],
  ['SIGKILL for the launcher of doctor --prove', 'below', SIGKILL, 3, prove, [1]],
]

for (const [what, which, signal, growth, args, ends] of ENDS) {
  test(`${what} leaves no process behind, whenever it comes`, { skip }, async () => {
    const argv = [program('cli/ended-anywhere.js'), killAt, which, `${signal}`, `${growth}`, '--']
    const found = await runNode([...argv, ...args], { under: IN_NAMESPACE })
    // The signal came too late for the last run only.
    assert.equal(found.pop(), 0)
    assert.ok(found.length > 0)
    for (const end of found) assert.ok(ends.includes(end), found.join(' '))
  })
}
