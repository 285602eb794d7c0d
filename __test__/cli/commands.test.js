'use strict'

// The subcommands in this process: their help, their words, and what they print.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { initPath } = require('../..')
const { WORDS } = require('../../lib/cli/commands/completion')
const { UsageError, parse } = require('../../lib/cli/frame/arguments')
const { COMMANDS } = require('../../lib/cli/main')
const { copyPackage, root } = require('../support/helpers')
const { run } = require('../support/init-helpers')

/** @typedef {import('../../lib/cli/frame/arguments').Command} Command */

const names = Object.keys(COMMANDS)

/**
 * Runs a subcommand. Returns its exit code and the lines that it has printed.
 * @param {[name: string, ...args: string[]]} args
 * @param {Record<string, () => Command>} [commands]
 */
async function runHere([name, ...args], commands = COMMANDS) {
  /** @type {string[]} */
  const lines = []
  const command = commands[name]()
  const { values, positionals } = parse(args, command.options)
  const out = {
    print: (line = '') => lines.push(line),
    paint: (/** @type {string} */ _style, /** @type {string} */ text) => text,
    width: 80,
    height: 24,
    isTerminal: false,
  }
  return { status: await command.run({ values, positionals, rest: undefined, out }), lines }
}

/**
 * Runs a subcommand that must refuse its arguments.
 * @param {[name: string, ...args: string[]]} args
 * @param {RegExp} message
 */
async function refuses(args, message) {
  await assert.rejects(
    runHere(args),
    (error) => error instanceof UsageError && message.test(error.message),
    args.join(' '),
  )
}

test('every help has examples, fits in 60 columns, and lists every option', () => {
  for (const name of names) {
    const { help, options } = COMMANDS[name]()
    assert.ok(help.startsWith(`Usage: zombie-reaper ${name}`), name)
    assert.ok(help.includes(`npx --no zombie-reaper ${name}`), name)
    for (const line of help.split('\n')) assert.ok(line.length <= 60, line)
    for (const option of Object.keys(options)) assert.ok(help.includes(`--${option}`), option)
  }
})

test('the completion knows every command, every option, and the words of a command', async () => {
  assert.deepEqual(Object.keys(WORDS).toSorted(), names.toSorted())
  /** @type {Record<string, string[]>} */
  const others = {
    path: ['auto', 'init', 'init-binary'],
    run: ['--'],
    completion: ['bash', 'zsh', 'fish'],
  }
  for (const name of names) {
    const options = Object.keys(COMMANDS[name]().options).map((option) => `--${option}`)
    const expected = [...options, '--help', ...(others[name] ?? [])]
    assert.deepEqual(WORDS[name].toSorted(), expected.toSorted(), name)
  }
})

test('the completion for bash completes', async () => {
  const { status, lines } = await runHere(['completion', 'bash'])
  assert.equal(status, 0)
  const complete = (/** @type {string[]} */ ...words) =>
    run([
      'bash',
      '-c',
      `${lines[0]}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _zombie_reaper; echo "\${COMPREPLY[@]}"`,
      'bash',
      'zombie-reaper',
      ...words,
    ]).stdout
  assert.equal(complete(''), `${[...names, '--help', '--version'].join(' ')}\n`)
  assert.equal(complete('do'), 'doctor\n')
  assert.equal(complete('nonsense', '--'), '\n')
  for (const name of names) assert.equal(complete(name, ''), `${WORDS[name].join(' ')}\n`)
  const { stdout } = run(['bash', '-c', `${lines[0]}\ncomplete -p zombie-reaper`])
  assert.equal(stdout, 'complete -F _zombie_reaper zombie-reaper\n')
})

test('the completion for zsh uses that for bash', async () => {
  const [bash, zsh] = [await runHere(['completion', 'bash']), await runHere(['completion', 'zsh'])]
  assert.equal(
    zsh.lines[0],
    `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bash.lines[0]}`,
  )
})

test('the completion for fish has a line for each command', async () => {
  const [first, ...lines] = (await runHere(['completion', 'fish'])).lines[0].split('\n')
  const start = 'complete -c zombie-reaper -f -n'
  const all = [...names, '--help', '--version'].join(' ')
  assert.equal(first, `${start} __fish_use_subcommand -a '${all}'`)
  assert.deepEqual(
    lines.toSorted(),
    names
      .map((name) => `${start} '__fish_seen_subcommand_from ${name}' -a '${WORDS[name].join(' ')}'`)
      .toSorted(),
  )
})

test('the completion is for one shell that it knows', async () => {
  await refuses(['completion'], /^expected one of bash, zsh, fish$/)
  await refuses(['completion', 'bsh\x1b'], /^unknown shell "bsh\\u001b"\. /)
  await refuses(['completion', 'toString'], /^unknown shell "toString"\. Expected one of bash, /)
  await refuses(['completion', 'bash', 'a\x1b'], /^unexpected argument "a\\u001b"$/)
})

test('path prints each path, and --json the same', async () => {
  for (const [name, expected] of [
    ['auto', path.join(root, 'auto.js')],
    ['init', path.join(root, 'init.js')],
    ['init-binary', initPath],
  ]) {
    assert.deepEqual(await runHere(['path', name]), { status: 0, lines: [expected] })
    const { lines } = await runHere(['path', name, '--json'])
    assert.deepEqual(JSON.parse(lines[0]), { path: expected })
  }
})

test('path is for one path that it knows', async () => {
  await refuses(['path'], /^expected one of auto, init, init-binary$/)
  await refuses(['path', 'autp\x1b'], /^unknown path "autp\\u001b"\. /)
  await refuses(['path', 'toString'], /^unknown path "toString"\. Expected one of auto, /)
  await refuses(['path', 'auto', 'a\x1b'], /^unexpected argument "a\\u001b"$/)
})

test("path names no preload under Yarn's Plug'n'Play", async (t) => {
  // Yarn's loader sets it.
  Object.assign(process.versions, { pnp: '3' })
  t.after(() => Reflect.deleteProperty(process.versions, 'pnp'))
  for (const name of ['auto', 'init']) {
    await assert.rejects(runHere(['path', name]), {
      message: /^Yarn's Plug'n'Play finds .* cannot name a path\. Run `yarn node --require .*, or /,
    })
  }
})

test('without zombie-init, path says what to install', async () => {
  const copy = copyPackage()
  fs.rmSync(path.join(copy, 'zombie-init'))
  const { COMMANDS: commands } = require(path.join(copy, 'lib/cli/main'))
  await assert.rejects(runHere(['path', 'init-binary'], commands), {
    message: new RegExp(`^there is no zombie-init for linux-${process.arch}\\. .*npm`, 's'),
  })
})

/** @param {string} value the platform that this program believes to run on */
function believe(value) {
  Object.defineProperty(process, 'platform', { value, configurable: true })
}

test('off Linux there is no zombie-init, and no `run`', async (t) => {
  const { platform } = process
  t.after(() => believe(platform))
  believe('darwin')
  await assert.rejects(runHere(['path', 'init-binary']), {
    message: 'zombie-init works on Linux only, and this is darwin',
  })
  const { mock } = t.mock.method(console, 'error', () => {})
  const input = { values: {}, positionals: [], rest: ['true'] }
  assert.equal(await COMMANDS.run().run(/** @type {any} */ (input)), 125)
  assert.deepEqual(mock.calls[0].arguments, [
    'zombie-reaper: run works on Linux only, and this is darwin',
  ])
})

test('demo without the lab takes no port, and the lab prints no JSON', async () => {
  await refuses(['demo', 'word'], /^unexpected argument "word"$/)
  await refuses(['demo', '--port', '80'], /^--port needs --page$/)
  await refuses(['demo', '--page', '--json'], /^--page prints no JSON$/)
  await refuses(['demo', '--page', '--port', 'x'], /^--port: expected a port, 0 to 65535, got "x"$/)
})

test('the published package has no lab, and says where the lab is', async () => {
  const { COMMANDS: commands } = require(path.join(copyPackage(), 'lib/cli/main'))
  await assert.rejects(runHere(['demo', '--page'], commands), {
    message:
      'the lab is not in the published package. Clone the repository, and run `npm ci && npm run demo -- --page` there',
  })
})

test('the commands that take no words say so', async () => {
  for (const name of ['doctor', 'ps', 'watch', 'exporter', 'run'])
    await refuses([name, 'word'], /^unexpected argument "word"$/)
})

test('run needs a program, and a whole number of seconds', async () => {
  await refuses(['run'], /^expected a program after "--"$/)
  const { run: runOf } = COMMANDS.run()
  for (const seconds of ['soon\x1b', '', '1.5', '1e3', '-1', '5s', 's5', '2000001']) {
    const input = { values: { 'kill-after': seconds }, positionals: [], rest: ['true'] }
    await assert.rejects(async () => runOf(/** @type {any} */ (input)), {
      constructor: UsageError,
      message: `--kill-after: expected a whole number of seconds, got "${seconds.replace('\x1b', '\\u001b')}"`,
    })
  }
})

test('the exporter needs an address', async () => {
  const start = '^--listen: expected an address such as 127\\.0\\.0\\.1:9841, got'
  const hint = '\\. For a port on every address, write ":19843"'
  for (const [address, end] of [
    ['9841\x1b', '"9841\\\\u001b"'],
    ['host:', '"host:"'],
    ['19843', `"19843"${hint}`],
  ])
    await refuses(['exporter', '--listen', address], new RegExp(`${start} ${end}$`))
})
