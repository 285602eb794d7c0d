// What just happened, the newest first.

import { fill, show, texts } from './texts.js'

/**
 * @typedef {import('./connection.js').Entry} Entry
 * @typedef {import('./connection.js').Step} Step
 */

const MAX_ENTRIES = 12
const MANUAL = 'https://man7.org/linux/man-pages'

const list = /** @type {HTMLElement} */ (document.getElementById('story'))
const empty = /** @type {HTMLElement} */ (document.getElementById('story-empty'))

/** @param {Entry[]} entries */
export function showStory(entries) {
  list.replaceChildren()
  entries.forEach(addToStory)
}

/** @param {Entry} entry */
export function addToStory({ id, action, steps }) {
  empty.hidden = true
  const item = document.createElement('li')
  item.dataset.entry = action
  item.value = id
  const title = document.createElement('h3')
  show(title, titleOf(action))
  const sentences = document.createElement('ol')
  sentences.append(...steps.map(sentence))
  item.append(title, sentences)
  list.prepend(item)
  while (list.children.length > MAX_ENTRIES) list.lastElementChild?.remove()
}

/** @param {Step} step */
export function textOf({ key, values }) {
  return fill(/** @type {Record<string, string>} */ (texts.steps)[key], values)
}

/** @param {Step} step */
function sentence(step) {
  const item = document.createElement('li')
  const source = document.createElement('cite')
  source.append(linked(step.source))
  const text = document.createElement('span')
  show(text, textOf(step))
  item.append(source, ' ', text)
  return item
}

/**
 * @param {string} source
 * @returns {string | HTMLElement} a link if the source is a man page, such as wait(2)
 */
function linked(source) {
  const [, name, section] = /^(\w+)\((\d)\)$/.exec(source) ?? []
  if (name === undefined) return source
  const link = document.createElement('a')
  link.textContent = source
  link.href = `${MANUAL}/man${section}/${name}.${section}.html`
  // Another tab, so that the lab stays.
  link.target = '_blank'
  link.rel = 'noreferrer'
  return link
}

/** @param {string} action */
function titleOf(action) {
  const titles = /** @type {Record<string, string>} */ ({ ...texts.actions, ...texts.titles })
  return titles[action]
}
