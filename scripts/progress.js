'use strict'

// The progress of a long command, on standard error. A terminal shows a bar, with what is running
// and about how long the rest takes. Elsewhere each step is a line.

const { Format, MultiBar } = require('cli-progress')

/**
 * @typedef {object} Progress
 * @property {(what: string) => void} begin the next step begins, and the one before has ended
 * @property {(text: string) => void} log prints whole lines, above the bar
 * @property {(how?: string) => void} stop
 */

/**
 * @param {number} total the number of steps
 * @returns {Progress}
 */
function startProgress(total) {
  return process.stderr.isTTY ? bar(total) : lines(total)
}

/**
 * @param {number} total
 * @returns {Progress}
 */
function bar(total) {
  // Steps take minutes, so the time left is that of the steps before, less the time of this one.
  let begun = performance.now()
  const started = begun
  let step = 0
  let isOver = false
  const timeLeft = () => {
    if (step < 2 || isOver) return ''
    const mean = (begun - started) / (step - 1)
    const left = mean * (total - step + 1) - (performance.now() - begun)
    return `, about ${duration(left)} left`
  }
  const bars = new MultiBar({
    stream: process.stderr,
    format: (options, { progress }, { what }) =>
      `${Format.BarFormat(progress, options)} ${step} of ${total}${timeLeft()}: ${what}`,
    barsize: 16,
    barCompleteChar: '=',
    barIncompleteChar: '-',
    // A handler of SIGINT would keep the command running, and a command that SIGINT ends cannot
    // undo what it has set.
    gracefulExit: false,
    hideCursor: false,
    linewrap: true,
  })
  const only = bars.create(total, 0, { what: '' })
  return {
    begin(what) {
      begun = performance.now()
      only.update(step, { what })
      step++
      bars.update()
    },
    log(text) {
      bars.log(text)
      bars.update()
    },
    stop(how = 'done') {
      isOver = true
      only.update(step, { what: how })
      bars.stop()
    },
  }
}

/** @param {number} milliseconds */
function duration(milliseconds) {
  const seconds = Math.max(0, milliseconds / 1000)
  return seconds < 90 ? `${Math.ceil(seconds / 10) * 10} s` : `${Math.round(seconds / 60)} min`
}

/**
 * @param {number} total
 * @returns {Progress}
 */
function lines(total) {
  let step = 0
  return {
    begin: (what) => process.stderr.write(`${++step} of ${total}: ${what}\n`),
    log: (text) => process.stderr.write(text),
    stop() {},
  }
}

module.exports = { startProgress }
