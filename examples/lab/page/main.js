// The page of the lab: puts what the server tells into the page, and the buttons to the server.

import { addSample, setSamples, startChart } from './chart.js'
import { act, listen } from './connection.js'
import { addToStory, showStory, textOf } from './story.js'
import { fill, show, showAll, texts } from './texts.js'
import { showTree } from './tree.js'

/** @typedef {import('./connection.js').State} State */
/** @typedef {import('./connection.js').Entry} Entry */

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id))
}

/** @type {NodeListOf<HTMLElement>} */
const buttons = document.querySelectorAll('[data-action]')
const automatic = byId('automatic')
const status = byId('status')
const lost = byId('lost')

/** @type {State | undefined} */
let state

/** @param {State} next */
function showState(next) {
  state = next
  const { init, node, lab, tree, browser } = state
  show(byId('place'), fill(init ? texts.place.init : texts.place.subreaper, { node, lab }))
  showTree(byId('tree'), state)
  byId('zombies').textContent = String(tree.filter(({ zombie }) => zombie).length)
  byId('pids').textContent = String(tree.length)
  automatic.setAttribute('aria-checked', String(state.automatic))
  byId('no-browser').hidden = browser !== 'missing'
  for (const button of buttons) showButton(button)
}

/**
 * The process that a button is about: the newest, because the reader has just made it.
 * @param {string | undefined} action
 */
function targetOf(action) {
  const tree = state?.tree ?? []
  if (action === 'kill-parent') return tree.findLast(({ role }) => role === 'parent')
  if (action !== 'kill-zombie') return undefined
  const keepers = tree.filter(({ role }) => role === 'parent' || role === 'lab')
  return tree.findLast(({ zombie, ppid }) => zombie && keepers.some(({ pid }) => pid === ppid))
}

/** @param {string | undefined} action */
function isPossible(action) {
  if (action?.startsWith('kill-')) return targetOf(action) !== undefined
  if (action === 'browser-start') return state?.browser === 'none'
  return !action?.startsWith('browser-') || state?.browser === 'running'
}

/** @param {HTMLElement} button */
function showButton(button) {
  const { action = '' } = button.dataset
  const label = document.createElement('span')
  show(label, /** @type {Record<string, string>} */ (texts.actions)[action])
  const target = targetOf(action)
  const parts = [label]
  if (target !== undefined) {
    const pid = document.createElement('small')
    pid.textContent = fill(texts.target, { pid: target.pid })
    parts.push(pid)
  }
  button.replaceChildren(...parts)
  // A button that is disabled would lose the focus, and could not say why it does nothing.
  button.setAttribute('aria-disabled', String(!isPossible(action)))
}

/**
 * @param {string} action
 * @param {{ pid?: number, start?: number }} target
 */
async function press(action, target = {}) {
  const refused = await act(action, target)
  if (refused === null) return
  const { code, ...values } = refused
  show(status, fill(/** @type {Record<string, string>} */ (texts.refused)[code], values))
}

/** @param {Entry | undefined} entry */
function showStatus(entry) {
  const last = entry?.steps.at(-1)
  show(status, last === undefined ? '' : textOf(last))
}

showAll()
for (const button of buttons) {
  const { action = '' } = button.dataset
  showButton(button)
  button.addEventListener('click', () => press(action, targetOf(action)))
}
automatic.addEventListener('click', () =>
  press(state?.automatic ? 'automatic-off' : 'automatic-on'),
)
listen({
  hello({ state: first, samples, log }) {
    lost.hidden = true
    document.body.dataset.connected = 'true'
    setSamples(samples)
    showStory(log)
    showStatus(log.at(-1))
    showState(first)
  },
  state: showState,
  sample: addSample,
  entry(entry) {
    addToStory(entry)
    showStatus(entry)
  },
  lost() {
    if (!lost.hidden) return
    delete document.body.dataset.connected
    show(lost, texts.lost)
    lost.hidden = false
  },
})
void startChart()
