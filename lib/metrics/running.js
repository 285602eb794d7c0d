'use strict'

/** Figures that have started somewhere. Ends them once. */
class Running {
  #end

  /** @param {() => void} end */
  constructor(end) {
    this.#end = end
  }

  stop() {
    const end = this.#end
    this.#end = () => {}
    end()
  }

  [Symbol.dispose]() {
    this.stop()
  }
}

module.exports = { Running }
