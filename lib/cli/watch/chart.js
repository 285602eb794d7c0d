'use strict'

const BARS = ' ▁▂▃▄▅▆▇█'

/**
 * Draws numbers as one line of bars, the newest on the right. A column shows the largest number of
 * its part of the time.
 * @param {number[]} numbers the oldest first
 * @param {number} width
 */
function chart(numbers, width) {
  const size = Math.max(1, Math.ceil(numbers.length / width))
  const columns = []
  for (let end = numbers.length; end > 0; end -= size) {
    columns.unshift(Math.max(...numbers.slice(Math.max(0, end - size), end)))
  }
  const top = Math.max(1, ...columns)
  return columns.map((number) => BARS[Math.ceil((number / top) * (BARS.length - 1))]).join('')
}

module.exports = { chart }
