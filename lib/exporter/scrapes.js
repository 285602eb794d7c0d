'use strict'

/**
 * @typedef {object} Scrape
 * @property {string} text
 * @property {string | null} error why the look failed
 */

/** Answers scrapes. Scrapes that overlap share one look. */
class Scrapes {
  #looker
  #figures
  /** @type {Promise<Scrape> | undefined} */
  #running
  /** @type {string | null} why the last look failed */
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
    let sight
    try {
      sight = await this.#looker.look()
      this.error = null
    } catch (error) {
      this.error = /** @type {Error} */ (error).message
    }
    const text = await this.#figures.text(sight, (performance.now() - start) / 1000)
    return { text, error: this.error }
  }
}

module.exports = { Scrapes }
