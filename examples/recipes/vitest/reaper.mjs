import { startReaper } from '../../../index.js'
import nothingLeft from '../nothing-left.js'

// The process of Vitest adopts the orphans of all its workers, also with the pool of threads.
export function setup() {
  startReaper()
}

export const teardown = nothingLeft
