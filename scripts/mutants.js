'use strict'

// npm run mutants -- rust [OPTION...]
// npm run mutants -- lib [OPTION...]
//
// Changes the code in small ways, one at a time, and runs the tests on each mutant. A mutant that
// passes the tests shows a gap in them. The options go to cargo-mutants or to Stryker.
//
// Runs in a PID namespace of its own. A mutant may send a signal to every process that it can see:
// kill(-1). zombie-init is PID 1 there.

const { spawnSync } = require('node:child_process')
const path = require('node:path')

const { misuse } = require('./arguments')
const { root, run } = require('./matrix/tool')

const USAGE = 'npm run mutants -- rust|lib [OPTION...]'

const NAMESPACE = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']

/** @type {{ [what: string]: () => string[] }} */
const TOOLS = {
  rust() {
    run(['cargo', 'mutants', '--version'], 'Run `cargo install --locked cargo-mutants`')
    // A mutant of a loop may allocate until its time is over: at most 8 GiB.
    const bounded = ['prlimit', `--data=${8 * 2 ** 30}`]
    return [...bounded, 'cargo', 'mutants', '--workspace', '--output', 'target']
  },
  lib() {
    run(['npm', 'ci', '--prefix', 'mutants', '--ignore-scripts', '--no-audit', '--no-fund'], '')
    return ['node', 'mutants/run.js']
  },
}

function main() {
  const [what, ...options] = process.argv.slice(2)
  if (!Object.hasOwn(TOOLS, what ?? '')) misuse(USAGE, 'rust or lib', what)
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']
  const init = [path.join(root, 'zombie-init'), '--']
  const [command, ...args] = [...NAMESPACE, ...user, ...init, ...TOOLS[what](), ...options]
  const { error, status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    // For mutants/javascript.js, which runs in a copy of the tree.
    env: { ...process.env, ZOMBIE_REAPER_CHECKOUT: root },
  })
  if (error) throw error
  process.exitCode = status ?? 1
}

main()
