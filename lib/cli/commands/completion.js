'use strict'

const { UsageError, suggestion } = require('../frame/arguments')
const { printable } = require('../../support/printable')

const help = `Usage: zombie-reaper completion bash|zsh|fish

Prints a completion script for your shell.

Examples:
  source <(npx --no zombie-reaper completion bash)
  source <(npx --no zombie-reaper completion zsh)
  npx --no zombie-reaper completion fish | source`

/** @type {Record<string, string[]>} the words after each command */
const WORDS = {
  doctor: ['--prove', '--json', '--help'],
  ps: ['--tree', '--json', '--help'],
  watch: ['--json', '--help'],
  run: ['--kill-after', '--json', '--help', '--'],
  exporter: ['--listen', '--cgroup-root', '--json', '--help'],
  path: ['auto', 'init', 'init-binary', '--json', '--help'],
  demo: ['--page', '--port', '--json', '--help'],
  completion: ['bash', 'zsh', 'fish', '--help'],
}

const FIRST = [...Object.keys(WORDS), '--help', '--version'].join(' ')

function bash() {
  const cases = Object.entries(WORDS).map(
    ([name, words]) => `      ${name}) words='${words.join(' ')}' ;;`,
  )
  return `_zombie_reaper() {
  local words='${FIRST}'
  if ((COMP_CWORD > 1)); then
    case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
      *) words='' ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _zombie_reaper zombie-reaper`
}

function zsh() {
  return `autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
${bash()}`
}

function fish() {
  const line = 'complete -c zombie-reaper -f'
  const one = Object.entries(WORDS).map(
    ([name, words]) => `${line} -n '__fish_seen_subcommand_from ${name}' -a '${words.join(' ')}'`,
  )
  return [`${line} -n __fish_use_subcommand -a '${FIRST}'`, ...one].join('\n')
}

/** @type {Record<string, () => string>} */
const SHELLS = { bash, zsh, fish }

/** @param {import('../frame/arguments').Input} input */
function run({ positionals: [shell, extra], out }) {
  const names = Object.keys(SHELLS)
  if (shell === undefined) throw new UsageError(`expected one of ${names.join(', ')}`)
  if (!Object.hasOwn(SHELLS, shell))
    throw new UsageError(`unknown shell "${printable(shell)}".${suggestion(shell, names)}`)
  if (extra !== undefined) throw new UsageError(`unexpected argument "${printable(extra)}"`)
  out.print(SHELLS[shell]())
  return 0
}

module.exports = { WORDS, help, options: {}, run }
