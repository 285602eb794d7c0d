'use strict'

const { startReaper } = require('../..')
const { Browser } = require('./browser')
const { Events } = require('./events')
const { Experiments } = require('./experiments')
const { reapedSteps } = require('./step')
const { isSame, readTree } = require('./tree')

// How often the lab looks at /proc, in ms.
const INTERVAL = 500
// How many looks the chart shows: two minutes.
const MAX_SAMPLES = 240
const MAX_ENTRIES = 12

/**
 * What the page tells about one action.
 * @typedef {object} Entry
 * @property {number} id
 * @property {string} action
 * @property {import('./step').Step[]} steps
 */

/** What the lab has started, what it sees, and what it tells the pages. */
class Lab {
  experiments = new Experiments()
  /** @type {import('../..').Reaper | null} */
  reaper = null

  #events = new Events()
  #state = ''
  /** @type {[seconds: number, zombies: number, processes: number][]} */
  #samples = []
  /** @type {Entry[]} */
  #log = []
  #nextId = 1
  #running = 0
  /** @type {import('../..').ReapedProcess[]} */
  #reaped = []

  /** @param {string} folder for the files of browsers */
  constructor(folder) {
    this.browser = new Browser(folder, this)
    this.#look()
    setInterval(() => this.#look(), INTERVAL)
  }

  /**
   * Adds a page. It first gets everything that it needs to show.
   * @param {import('node:http').ServerResponse} response
   */
  join(response) {
    const state = JSON.parse(this.#state)
    this.#events.add(response, { state, samples: this.#samples, log: this.#log })
  }

  /**
   * Does an action, and tells every page.
   * @param {string} name
   * @param {import('./actions').Action} action
   * @param {Record<string, unknown>} body
   * @returns {Promise<Entry>}
   */
  async run(name, action, body) {
    this.#running++
    try {
      return this.#record(name, await action(body))
    } finally {
      this.#running--
      this.#tellReaped()
      this.#look()
    }
  }

  /** @param {boolean} on */
  setAutomatic(on) {
    // Two pages may press the same button.
    if (on === (this.reaper !== null)) return
    this.reaper?.stop()
    this.reaper = on ? startReaper() : null
    this.reaper?.on('reap', (one) => {
      this.#reaped.push(one)
      setImmediate(() => this.#tellReaped())
    })
  }

  /** Tells what the automatic mode has reaped, after the action that has caused it. */
  #tellReaped() {
    if (this.#running > 0 || this.#reaped.length === 0) return
    this.#record('reaped', reapedSteps(this.#reaped))
    this.#reaped = []
    this.#look()
  }

  /**
   * @param {string} action
   * @param {import('./step').Step[]} steps
   */
  #record(action, steps) {
    const entry = { id: this.#nextId++, action, steps }
    this.#log = [...this.#log, entry].slice(-MAX_ENTRIES)
    this.#events.send('entry', entry)
    return entry
  }

  #look() {
    const tree = readTree((one) => this.#roleOf(one))
    const zombies = tree.filter(({ zombie }) => zombie).length
    const state = JSON.stringify({
      init: process.pid === 1,
      lab: process.pid,
      node: process.version,
      tree,
      automatic: this.reaper !== null,
      browser: this.browser.state,
    })
    if (state !== this.#state) this.#events.send('state', JSON.parse(state))
    this.#state = state
    const sample = /** @type {[number, number, number]} */ ([
      performance.now() / 1000,
      zombies,
      tree.length,
    ])
    this.#samples = [...this.#samples, sample].slice(-MAX_SAMPLES)
    this.#events.send('sample', sample)
  }

  /** @param {import('../process-table').Process} one */
  #roleOf(one) {
    if (one.pid === process.pid) return 'lab'
    if (this.experiments.some(({ parent }) => isSame(parent, one))) return 'parent'
    return one.pid === this.browser.pid ? 'browser' : ''
  }
}

module.exports = { Lab }
