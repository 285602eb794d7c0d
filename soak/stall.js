'use strict'

/**
 * Waits for a count that no longer grows: reaping has stopped, and the soak would wait for ever.
 * @param {() => number} count
 * @param {number} ms how long the count may stay the same; the call comes within twice that time
 * @param {(count: number) => void} onStall called once
 */
function onceStalled(count, ms, onStall) {
  let before = count()
  const timer = setInterval(() => {
    const now = count()
    if (now !== before) {
      before = now
      return
    }
    clearInterval(timer)
    onStall(now)
  }, ms)
  timer.unref()
}

module.exports = { onceStalled }
