'use strict'

// The words of the findings: what is wrong, and one line to change.

const { commandText, count, cut } = require('../frame/layout')
const { INIT_THERE, initRemedy, limitRemedy } = require('./remedies')

/** @typedef {import('./situation').Situation} Situation */
/** @typedef {import('./findings').Found} Found */
/** @typedef {{ message: string, remedy: string }} Text */

// Enough of a command line to recognise the program.
const COMMAND_WIDTH = 200

/** @type {Record<import('./findings').Id, (found: Found, situation: Situation) => Text>} */
const TEXTS = {
  'pid-limit-near': (_, { pidUsage, container }) => {
    const { tasks, limit, zombies, source, cgroup } = /** @type {import('../../..').PidUsage} */ (
      pidUsage
    )
    const held = zombies === 0 ? 'None is a zombie' : `${count(zombies, 'zombie')} among them`
    return {
      message: `${tasks} of ${limit} PIDs are used (limit: ${cgroup ?? source}). ${held}.`,
      remedy:
        zombies > tasks / 2
          ? 'Reap the zombies first: see the other findings. A higher limit only delays the end'
          : limitRemedy(container, source, 2 * Number(limit)),
    }
  },
  'parent-does-not-wait': ({ pid, zombies = 0, process, reaper }) => {
    const kept = count(zombies, 'zombie')
    if (reaper === 'outside')
      return {
        message: `A parent in another PID namespace keeps ${kept}.`,
        remedy: 'Find and end that parent on the host: `ps -eo pid,ppid,stat,args | grep " Z"`',
      }
    if (reaper === 'tracer')
      return {
        message: `PID ${pid} (${named(process)}) traces ${kept}, and does not wait for them.`,
        remedy: `End PID ${pid}. The parent can reap then`,
      }
    return {
      message: `PID ${pid} (${named(process)}) keeps ${kept}. It lives and does not wait for its children.`,
      remedy: `Mend or end PID ${pid}: no init can help while it lives`,
    }
  },
  'pid1-does-not-reap': ({ pid, zombies = 0, process }, { container, pid1 }) => {
    const kept = zombies === 0 ? '' : ` It keeps ${count(zombies, 'zombie')}.`
    if (pid !== 1)
      return {
        message: `PID ${pid} (${named(process)}) is PID 1 of another container, and does not reap orphans.${kept}`,
        remedy: INIT_THERE,
      }
    const who = pid1?.isThisCommand
      ? 'This command is PID 1: no init is above it, and your program would be PID 1 too'
      : `PID 1 (${named(process)}) does not reap orphans`
    return {
      message: `${who}.${kept}`,
      remedy: initRemedy(container, pid1),
    }
  },
  'native-part-missing': (_, { loadError, platform }) => {
    if (loadError === null)
      return {
        message: `zombie-reaper works on Linux only, and this is ${platform}. Nothing was examined.`,
        remedy:
          'Run this command in the container: `docker run IMAGE npx --no zombie-reaper doctor`',
      }
    const [message, ...advice] = loadError.message.split('\n')
    return { message: `${message}.`, remedy: advice.join(' ') }
  },
  'proc-missing': (_, { proc }) => ({
    message:
      proc === 'missing'
        ? '/proc is missing, so no process can be seen.'
        : '/proc shows the processes of another PID namespace.',
    remedy: '`mount -t proc proc /proc` in this PID namespace (`unshare --mount-proc`)',
  }),
  'proc-restricted': (_, { hidepid }) => ({
    message: `/proc hides the processes of other users (${hidepid ?? 'hidepid'}), PID 1 too. Zombies may be hidden.`,
    remedy: 'Run this command as root, as in `docker exec --user 0 CONTAINER`',
  }),
  'npm-is-above': ({ process }, { pid1, container }) => ({
    message: `PID 1 is a package manager (${named(process)}). It reaps no orphan, and stands between the program and its signals.`,
    remedy: pid1?.argv.some((argument) => argument.includes('zombie-reaper'))
      ? initRemedy(container, pid1)
      : '`CMD ["node", "app.js"]` in the Dockerfile, in place of `npm start`',
  }),
  'sigterm-is-dropped': ({ process, severity }, { pid1, container }) => ({
    message:
      severity === 'note'
        ? `PID 1 (${named(process)}) ends on SIGTERM only if the program has a handler. /proc does not show whether it has one.`
        : `PID 1 (${named(process)}) has no handler of SIGTERM, so the kernel drops it: \`docker stop\` waits, then kills.`,
    remedy:
      pid1?.kind === 'node'
        ? "`process.once('SIGTERM', () => process.exit(0))` in the program, or an init"
        : initRemedy(container, pid1),
  }),
  'no-pid-limit': (_, { container }) => ({
    message: 'This container has no PID limit of its own. A leak can use every PID of the machine.',
    remedy: limitRemedy(container, 'cgroup', 512),
  }),
  healthy: (_, { pid1, groups }) => ({
    message: `Nothing is wrong: no zombie stays${groups.length > 0 ? ', those seen are transient' : ''}.${
      pid1 === null ? '' : ` PID 1 is ${named(pid1)}.`
    }`,
    remedy: 'Nothing to do. `doctor --prove` proves that orphans are reaped',
  }),
}

/** @param {{ name: string | null, argv: string[] } | undefined} process */
function named(process) {
  return cut(commandText(process ?? {}), COMMAND_WIDTH)
}

/**
 * Words the findings.
 * @param {Found[]} findings
 * @param {Situation} situation
 */
function worded(findings, situation) {
  return findings.map((found) => {
    const { id, severity, pid } = found
    const { message, remedy } = TEXTS[id](found, situation)
    return { id, severity, message, remedy, ...(pid === undefined ? {} : { pid }) }
  })
}

module.exports = { TEXTS, named, worded }
