'use strict'

// Preloaded: keeps the program alive, but its intervals never come.

const LONGEST = 2 ** 31 - 1
const { setInterval } = globalThis

Object.assign(globalThis, { setInterval: () => setInterval(() => {}, LONGEST) })
