'use strict'

const assert = require('node:assert/strict')
const { spawn, spawnSync } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { test } = require('node:test')

const pty = require('@lydell/node-pty')

const {
  IN_NAMESPACE,
  compile,
  isInSignalSet,
  skipUnless,
  skipWithoutNamespace: skipInNamespace,
  temporaryFolder,
  until,
} = require('../support/helpers')
const { initPath } = require('../support/init-helpers')
const { descendantsOf, processInfo } = require('../support/process-table')

const skip = skipUnless(spawnSync('bash', ['--version']).status === 0, 'needs bash')
const terminal = compile('init/terminal.c')

// Prints its process group and that of the terminal (proc_pid_stat(5)), at the start and when it goes
// on. It does not ask for the terminal.
const showsTerminal = path.join(temporaryFolder(), 'shows-terminal.sh')
fs.writeFileSync(
  showsTerminal,
  `show() { cut -d ' ' -f 5,8 /proc/$$/stat; }
trap 'echo continued; show; kill $!; exit' CONT
show
sleep 1000 &
echo ready
wait
`,
)
const OWNS_TERMINAL = /^(\d+) \1\r/m

const { SIGCHLD } = os.constants.signals

const CTRL_C = '\x03'
const CTRL_Z = '\x1a'

/**
 * Runs a command on a terminal, and types there.
 * @param {string[]} command
 */
function onTerminal([file, ...args]) {
  const term = pty.spawn(file, args, { cols: 200 })
  let output = ''
  term.onData((text) => (output += text))
  /** @type {number | undefined} */
  let exitCode
  term.onExit((end) => (exitCode = end.exitCode))
  return {
    pid: term.pid,
    /** @param {string} text */
    type: (text) => term.write(text),
    /** Waits for an output, and drops all output up to its end. @param {RegExp} pattern */
    async expect(pattern) {
      const match = await until(() => pattern.exec(output), `${pattern} is in:\n${output}`)
      output = output.slice(match.index + match[0].length)
      return match
    },
    exit: () => until(() => exitCode !== undefined && `${exitCode}`, 'it has ended'),
  }
}

async function shell() {
  const bash = onTerminal(['bash', '--norc', '--noprofile', '--noediting', '-i'])
  // The typed text differs from the awaited text, since the terminal echoes the typed text.
  bash.type("PS1='pro''mpt> '; bind 'set enable-bracketed-paste off' 2>/dev/null; stty -echo\n")
  await bash.expect(/prompt> /)
  return bash
}

/** @typedef {Awaited<ReturnType<typeof shell>>} Shell */

/**
 * Stops the job in the foreground, and lets it go on.
 * @param {Shell} bash
 * @param {'fg' | 'bg'} [how]
 */
async function stopAndContinue(bash, how = 'fg') {
  bash.type(CTRL_Z)
  await bash.expect(/\[1\]\+ {2}Stopped/)
  await bash.expect(/prompt> /)
  // The shell waits for its own child only. A reader below takes the next line if it gets the line
  // before it stops: n_tty_read() looks for input before it looks for signals.
  await until(
    () => descendantsOf(bash.pid).every(({ state }) => state === 'T' || state === 'Z'),
    'the whole job has stopped',
  )
  bash.type(`${how}\n`)
  await bash.expect(/continued\r/)
}

/** @param {Shell} bash */
async function interrupt(bash) {
  bash.type(CTRL_C)
  await bash.expect(/prompt> /)
  bash.type('echo "code: $?"\n')
  await bash.expect(/code: 130\r/)
}

for (const [how, prefix] of [
  ['without the init', ''],
  ['with the init', `${initPath} -s -- `],
]) {
  test(`${how}: Ctrl-C ends the program`, { skip }, async () => {
    const bash = await shell()
    bash.type(`${prefix}${terminal}\n`)
    await bash.expect(/ready/)
    await interrupt(bash)
  })

  test(`${how}: Ctrl-Z stops the job, fg continues it, twice`, { skip }, async () => {
    const bash = await shell()
    bash.type(`${prefix}${terminal}\n`)
    await bash.expect(/ready/)
    for (const line of ['first', 'second']) {
      await stopAndContinue(bash)
      // The program has the terminal again: it can read, and it gets Ctrl-C and Ctrl-Z.
      bash.type(`${line}\n`)
      await bash.expect(new RegExp(`read ${line}\r`))
    }
    await interrupt(bash)
  })

  test(`${how}: Ctrl-Z and fg reach all that the program runs`, { skip }, async () => {
    const bash = await shell()
    bash.type(`${prefix}sh -c '${terminal}; echo "after: $?"'\n`)
    await bash.expect(/ready/)
    await stopAndContinue(bash)
    bash.type('line\n\x04')
    await bash.expect(/read line\r/)
    await bash.expect(/after: 0\r/)
    await bash.expect(/prompt> /)
  })

  test(
    `${how}: the program has the terminal from its start, and again after fg`,
    { skip },
    async () => {
      const bash = await shell()
      bash.type(`${prefix}sh ${showsTerminal}\n`)
      await bash.expect(OWNS_TERMINAL)
      await bash.expect(/ready/)
      await stopAndContinue(bash)
      await bash.expect(OWNS_TERMINAL)
      await bash.expect(/prompt> /)
    },
  )

  test(`${how}: bg continues it in the background, where reading stops it`, { skip }, async () => {
    const bash = await shell()
    bash.type(`${prefix}${terminal}\n`)
    await bash.expect(/ready/)
    await stopAndContinue(bash, 'bg')
    bash.type('wait; jobs\n')
    await bash.expect(/Stopped/)
    bash.type('fg\n')
    await bash.expect(/continued\r/)
    bash.type('line\n\x04')
    await bash.expect(/read line\r/)
    await bash.expect(/prompt> /)
  })

  test(`${how}: started in the background it does not take the terminal`, { skip }, async () => {
    const bash = await shell()
    bash.type(`${prefix}${terminal} &\n`)
    await bash.expect(/ready/)
    bash.type('echo "still"" here"\n')
    await bash.expect(/still here\r/)
    bash.type('fg\n')
    await bash.expect(/terminal/)
    bash.type('line\n\x04')
    await bash.expect(/read line\r/)
    await bash.expect(/prompt> /)
  })

  test(`${how}: a script that runs it has the terminal afterwards`, { skip }, async () => {
    const bash = await shell()
    bash.type(`sh -c '${prefix}${terminal}; read line; echo "script: $line"'\n`)
    await bash.expect(/ready/)
    bash.type('line\n\x04')
    await bash.expect(/read line\r/)
    bash.type('another\n')
    await bash.expect(/script: another\r/)
    await bash.expect(/prompt> /)
  })

  test(`${how}: Ctrl-Z in a script stops the whole job`, { skip }, async () => {
    const bash = await shell()
    bash.type(`sh -c '${prefix}${terminal}; echo "script"" goes on"'\n`)
    await bash.expect(/ready/)
    await stopAndContinue(bash)
    bash.type('\x04')
    await bash.expect(/script goes on\r/)
    await bash.expect(/prompt> /)
  })

  test(`${how}: it reads /dev/tty while its input is a pipe`, { skip }, async () => {
    const bash = await shell()
    // If the terminal belongs to another group, SIGTTOU stops stty and SIGTTIN stops a reader.
    const program = `sh -c 'cat; stty -echo </dev/tty; ${terminal} </dev/tty'`
    bash.type(`echo pip""ed | ${prefix}${program}\n`)
    await bash.expect(/piped\r/)
    await bash.expect(/ready/)
    bash.type('first\n')
    await bash.expect(/read first\r/)
    await stopAndContinue(bash)
    bash.type('second\n')
    await bash.expect(/read second\r/)
    await interrupt(bash)
  })

  test(
    `${how}: a script has the terminal after a program that read /dev/tty`,
    { skip },
    async () => {
      const bash = await shell()
      const program = `sh -c "${terminal} </dev/tty" </dev/null`
      bash.type(`sh -c '${prefix}${program}; read line; echo "script: $line"'\n`)
      await bash.expect(/ready/)
      bash.type('line\n\x04')
      await bash.expect(/read line\r/)
      bash.type('another\n')
      await bash.expect(/script: another\r/)
      await bash.expect(/prompt> /)
    },
  )

  test(`${how}: what feeds it by a pipe keeps the terminal, and Ctrl-C`, { skip }, async () => {
    const bash = await shell()
    // Does not end at the end of the pipe: Ctrl-C may end the feeder before the init is awake.
    const reader = `sh -c 'while read line; do echo "$line"; done; exec sleep 1000'`
    bash.type(`${terminal} | ${prefix}${reader}\n`)
    await bash.expect(/ready/)
    bash.type('line\n')
    await bash.expect(/read line\r/)
    bash.type(CTRL_C)
    await bash.expect(/prompt> /)
    bash.type('echo "codes: ${PIPESTATUS[*]}"\n')
    await bash.expect(/codes: 130 130\r/)
  })

  test(`${how}: with no shell above, Ctrl-Z is ignored and Ctrl-C ends it`, { skip }, async () => {
    const [file, ...args] = [...prefix.split(' ').filter(Boolean), terminal]
    const program = onTerminal([file, ...args])
    await program.expect(/ready/)
    program.type(CTRL_Z)
    program.type('line\n')
    await program.expect(/read line\r/)
    program.type(CTRL_C)
    assert.equal(await program.exit(), prefix ? '130' : '0')
  })
}

test(
  'a SIGCONT for the program alone does not wake the init that stopped with it',
  { skip },
  async () => {
    const bash = await shell()
    bash.type(`${initPath} -s -- sh -c 'echo "pids $PPID $$ end"; exec sleep 1000'\n`)
    const [init, program] = (await bash.expect(/pids (\d+) (\d+) end/)).slice(1).map(Number)
    process.kill(program, 'SIGTSTP')
    await bash.expect(/Stopped/)
    assert.equal(processInfo(init)?.state, 'T')
    process.kill(program, 'SIGCONT')
    await until(() => processInfo(program)?.state === 'S', 'the program goes on')
    // The kernel has told the init (CLD_CONTINUED). Only SIGCONT wakes a stopped process
    // (signal(7)).
    await until(() => isInSignalSet('ShdPnd', SIGCHLD, init), 'SIGCHLD waits for the init')
    assert.equal(processInfo(init)?.state, 'T')
    process.kill(init, 'SIGTERM')
    process.kill(init, 'SIGCONT')
    await until(() => !processInfo(program), 'the program got the signal that waited')
  },
)

test('an orphan that stops does not stop the init', { skip }, async () => {
  const bash = await shell()
  const script = '(sleep 1000 & echo "pids $PPID $! end"); exec sleep 1000'
  bash.type(`${initPath} -s -- sh -c '${script}'; echo "code: $?"\n`)
  const [init, orphan] = (await bash.expect(/pids (\d+) (\d+) end/)).slice(1).map(Number)
  await until(() => processInfo(orphan)?.ppid === init, 'the init has adopted it')
  process.kill(orphan, 'SIGTSTP')
  await until(() => processInfo(orphan)?.state === 'T', 'it is stopped')
  // The init takes this signal after the SIGCHLD of the stop (signal(7), lower numbers come first).
  process.kill(init, 40)
  await bash.expect(/code: 168\r/)
})

test('as PID 1 too: Ctrl-Z is ignored and Ctrl-C ends it', { skip: skipInNamespace }, async () => {
  const program = onTerminal([...IN_NAMESPACE, initPath, '--', terminal])
  await program.expect(/ready/)
  program.type(CTRL_Z)
  program.type('line\n')
  await program.expect(/read line\r/)
  program.type(CTRL_C)
  assert.equal(await program.exit(), '130')
})

test('with no shell above, a SIGTSTP for the init stops the program alone', { skip }, async () => {
  const print = 'echo "pids $PPID $$ end"; exec sleep 1000'
  const program = onTerminal([initPath, '-s', '--', 'sh', '-c', print])
  const [init, pid] = (await program.expect(/pids (\d+) (\d+) end/)).slice(1).map(Number)
  process.kill(init, 'SIGTSTP')
  await until(() => processInfo(pid)?.state === 'T', 'it is stopped')
  // The init takes this signal after the SIGCHLD of the stop (signal(7), lower numbers come first).
  process.kill(init, 40)
  await until(
    () => processInfo(pid)?.state !== 'T' || isInSignalSet('ShdPnd', 40, pid),
    'the init has gone on',
  )
  assert.equal(processInfo(pid)?.state, 'T')
  process.kill(pid, 'SIGKILL')
  assert.equal(await program.exit(), '137')
})

test(
  'as PID 1 it lends the terminal to a program that reads /dev/tty',
  { skip: skipInNamespace },
  async () => {
    const command = ['sh', '-c', `exec "$@" </dev/null`, 'sh', ...IN_NAMESPACE, initPath, '--']
    const program = onTerminal([...command, 'sh', '-c', `exec ${terminal} </dev/tty`])
    await program.expect(/ready/)
    program.type('line\n')
    await program.expect(/read line\r/)
    program.type(CTRL_C)
    assert.equal(await program.exit(), '130')
  },
)

test('without a terminal it starts the program all the same, and says nothing', { skip }, () => {
  const { status, stderr } = spawnSync('setsid', ['-w', initPath, '-s', '--', 'true'], {
    encoding: 'utf8',
  })
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
})

test('without a terminal it does not stop with the program, which somebody else continues', async () => {
  for (const signal of /** @type {const} */ (['SIGTSTP', 'SIGTTIN', 'SIGTTOU'])) {
    // Its own session, below another init: there the kernel would let the init stop.
    const inits = [initPath, '-s', '--', initPath, '-svvv', '--']
    const child = spawn(
      inits[0],
      [...inits.slice(1), 'sh', '-c', 'echo $PPID $$; read _; exit 4'],
      {
        detached: true,
      },
    )
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
    const line = await until(() => /^(\d+) (\d+)$/m.exec(output), 'the program runs')
    const [init, program] = line.slice(1).map(Number)
    process.kill(program, signal)
    await until(() => processInfo(program)?.state === 'T', 'the program has stopped')
    process.kill(init, 'SIGWINCH')
    await until(() => output.includes('SIGWINCH'), `the init goes on after ${signal}`)
    assert.equal(processInfo(program)?.state, 'T')
    process.kill(program, 'SIGCONT')
    child.stdin.end('line\n')
    assert.equal(await until(() => child.exitCode ?? child.signalCode, 'it has ended'), 4)
  }
})
