'use strict'

// A program: draws the zombies on the whole terminal. screen.js runs below `zombie-reaper watch`,
// which holds the other end of the pipe at fd 3. When one of the two ends, by whatever signal, the
// other one restores the terminal: Node restores the mode that it found at its start
// (src/node.cc, ResetStdio).

const { constants } = require('node:os')
const { Socket } = require('node:net')

const { wrap } = require('../frame/layout')
const { terminal } = require('../frame/terminal')
const { blindSpots } = require('../zombies/visibility')
const { groupLines, headLine } = require('../zombies/report')
const { printable } = require('../../support/printable')
const { chart } = require('./chart')
const { LEAVE } = require('./leave')
const { INTERVAL, Samples } = require('./samples')

const ENTER = '\x1b[?1049h\x1b[?25l'
const HOME = '\x1b[H'
const CLEAR_LINE = '\x1b[K'
const CLEAR_BELOW = '\x1b[J'

const PIPE = 3
const CTRL_C = '\u0003'

const samples = new Samples()

function draw() {
  const out = terminal(process.stdout)
  const sample = samples.take()
  const { history } = samples
  const label = 'zombies '.length
  const width = Math.max(1, out.width - label)
  const lines = [
    headLine(sample.zombies, sample.usage, out),
    `zombies ${out.paint(
      'red',
      chart(
        history.map(({ zombies }) => zombies),
        width,
      ),
    )}`,
    `PIDs    ${out.paint(
      'cyan',
      chart(
        history.map(({ tasks }) => tasks),
        width,
      ),
    )}`,
    ...blindSpots().flatMap((text) => wrap(printable(text), out.width)),
    '',
  ]
  const height = out.height - lines.length - 2
  lines.push(...groupLines(sample.groups, out, { height }))
  const shown = lines.slice(0, out.height - 1)
  const text = [...shown, out.paint('dim', 'q: quit')].map((line) => CLEAR_LINE + line).join('\n')
  process.stdout.write(HOME + text + CLEAR_BELOW)
}

function main() {
  const { stdin } = process
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']))
    process.on(signal, () => process.exit(128 + constants.signals[signal]))
  process.on('exit', () => process.stdout.write(LEAVE))
  new Socket({ fd: PIPE }).on('error', quit).on('close', quit).resume()
  if (stdin.isTTY) {
    stdin.setRawMode(true)
    stdin.on('data', (keys) => {
      if (/[qQ]/.test(String(keys)) || String(keys).includes(CTRL_C)) quit()
    })
  }
  process.stdout.write(ENTER)
  process.stdout.on('resize', draw)
  draw()
  setInterval(draw, INTERVAL)
}

function quit() {
  process.exit()
}

main()
