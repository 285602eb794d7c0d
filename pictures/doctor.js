// Draws docs/doctor.svg: what the doctor says in a real namespace where Node is PID 1 and browsers
// have left their zombies.

import fs from 'node:fs'

import { spawn } from '@lydell/node-pty'

import { NAMESPACE } from './namespace.js'
import { drawTerminal } from './terminal.js'

const PICTURE = new URL('../docs/doctor.svg', import.meta.url)

// The doctor shows the command line of PID 1, so it is one without the folders of this machine.
const [file, ...args] = [...NAMESPACE, 'node', 'app.js']
const terminal = spawn(file, args, {
  cwd: import.meta.dirname,
  cols: 80,
  rows: 40,
  name: 'xterm-256color',
})
let output = ''
terminal.onData((text) => {
  output += text
})
terminal.onExit(() => {
  fs.writeFileSync(PICTURE, drawTerminal('npx --no zombie-reaper doctor', output))
})
