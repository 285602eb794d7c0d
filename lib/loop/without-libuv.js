'use strict'

// SIGCHLD and the turns of the event loop, in a runtime without libuv. In Node the addon does the
// same with libuv's handles (src/libuv/deaths.rs).

const { binding } = require('../native/binding')
const { runtime } = require('../support/runtime')
const { clearInterval, nextTurn, now, setInterval } = require('./clocks')

/** @type {{ addSignalListener: Listen, removeSignalListener: Listen } | undefined} */
const Deno = runtime === 'Deno' ? /** @type {any} */ (globalThis).Deno : undefined

/** @typedef {(signal: 'SIGCHLD', onSignal: () => void) => void} Listen */

// How often to look for a zombie where SIGCHLD cannot be heard, in ms. A look is one system call.
const LOOK_INTERVAL = 100

/** @type {(() => void) | undefined} */
let listener

/** @type {NodeJS.Timeout | undefined} in place of a listener of SIGCHLD */
let looks

/**
 * Calls back for each SIGCHLD. Does not keep the process alive. In Deno the application neither
 * sees nor removes the listener. Bun has the listeners of `process` alone: call this function again
 * in case the application has removed the listener. Where Bun itself handles SIGCHLD, a timer looks
 * for a zombie in place of the listener.
 * @param {() => void} onSignal
 */
function watchSigchld(onSignal) {
  const isHeard = Deno || looks || process.listeners('SIGCHLD').includes(onSignal)
  if (listener === onSignal && isHeard) return
  unwatchSigchld()
  listener = onSignal
  if (Deno) Deno.addSignalListener('SIGCHLD', onSignal)
  else if (mayBunHandleSigchld()) looks = setInterval(() => look(onSignal), LOOK_INTERVAL).unref()
  else process.on('SIGCHLD', onSignal)
}

/**
 * Says whether Bun may wait in a thread of its own. That thread has the one handler of SIGCHLD. A
 * listener of `process` would replace the handler, and the thread would miss the end of its children.
 */
function mayBunHandleSigchld() {
  // Bun has this variable for its own tests.
  if (process.env.BUN_FEATURE_FLAG_FORCE_WAITER_THREAD !== undefined) return true
  try {
    return binding?.arePidfdsUsable() === false
  } catch {
    // No descriptor is left to know.
    return true
  }
}

/** @param {() => void} onSignal */
function look(onSignal) {
  if (binding?.peek()) onSignal()
}

function unwatchSigchld() {
  if (listener === undefined) return
  if (Deno) Deno.removeSignalListener('SIGCHLD', listener)
  else if (looks) clearInterval(looks)
  else process.off('SIGCHLD', listener)
  looks = undefined
  listener = undefined
}

// When the last marker ran, and when the marker before it did. Each marker runs in a turn of its
// own, so a whole turn has passed between two markers.
let marked = 0
let markedBefore = 0
let isMarkerDue = false

/**
 * Says when a whole turn of the event loop began that has ended since. Each call starts a marker,
 * so the answer is recent only for a caller that asks again. 0 before the second marker.
 */
function lastTurn() {
  if (!isMarkerDue) {
    isMarkerDue = true
    nextTurn(() => {
      isMarkerDue = false
      markedBefore = marked
      marked = now()
    })
  }
  return markedBefore
}

module.exports = { lastTurn, unwatchSigchld, watchSigchld }
