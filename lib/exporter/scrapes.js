'use strict'

/**
 * @typedef {object} Scrape
 * @property {string} text
 * @property {string | null} error why the look failed
 * @property {import('./look/look').Problem[]} problems what the look could not see
 */

// A file in /proc or of a control group may block its reader for ever.
const PATIENCE = 60_000

/** Answers scrapes. Scrapes that overlap share one look. */
class Scrapes {
  #looker
  #figures
  /** @type {Promise<Scrape> | undefined} */
  #running
  /** @type {string | null} why the last look failed, or that the present one hangs */
  error = null

  /**
   * @param {Pick<InstanceType<typeof import('./looker').Looker>, 'look'>} looker
   * @param {InstanceType<typeof import('./figures').Figures>} figures
   */
  constructor(looker, figures) {
    this.#looker = looker
    this.#figures = figures
  }

  get contentType() {
    return this.#figures.contentType
  }

  /** @returns {Promise<Scrape>} */
  take() {
    this.#running ??= this.#take().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #take() {
    const start = performance.now()
    const timer = setTimeout(() => {
      this.error = `the look at the machine has taken more than ${PATIENCE / 1000} s`
    }, PATIENCE)
    let sight
    try {
      sight = await this.#looker.look()
      this.error = null
    } catch (error) {
      this.error = /** @type {Error} */ (error).message
    } finally {
      clearTimeout(timer)
    }
    const text = await this.#figures.text(sight, (performance.now() - start) / 1000)
    return { text, error: this.error, problems: sight?.problems ?? [] }
  }
}

module.exports = { Scrapes }
