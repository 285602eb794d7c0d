'use strict'

// A terminal of 60 columns, as a user has it.

const { spawn: spawnTerminal } = require('@lydell/node-pty')

const { HANG } = require('./helpers')

/**
 * Runs a command in a terminal of 60 columns, to its end.
 * @param {string[]} argv
 * @param {{ env?: NodeJS.ProcessEnv, rows?: number, onData?: (output: string, terminal: import('@lydell/node-pty').IPty) => void }} [options]
 * @returns {Promise<{ output: string, exitCode: number, signal?: number }>}
 */
function inTerminal([file, ...args], { env = process.env, rows = 24, onData } = {}) {
  return new Promise((resolve) => {
    let output = ''
    const terminal = spawnTerminal(file, args, { cols: 60, rows, env, name: 'xterm-256color' })
    terminal.onData((text) => {
      output += text
      onData?.(output, terminal)
    })
    // As in runInit(): only a defect takes so long.
    const timer = setTimeout(() => terminal.kill('SIGKILL'), HANG)
    terminal.onExit(({ exitCode, signal }) => {
      clearTimeout(timer)
      resolve({ output, exitCode, signal })
    })
  })
}

// The sequences of colours, of the cursor and of the screen.
const ESCAPE = '\u001b'
const SEQUENCES = new RegExp(`${ESCAPE}\\[[?0-9;]*[A-Za-z]`, 'g')

/** @param {string} text */
function plain(text) {
  return text.replaceAll(SEQUENCES, '')
}

module.exports = { inTerminal, plain }
