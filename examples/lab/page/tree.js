// The process tree, as nested lists.

import { texts } from './texts.js'

/** @typedef {import('./connection.js').Process} Process */

/**
 * @param {Element} list
 * @param {import('./connection.js').State} state
 */
export function showTree(list, { tree, lab }) {
  list.replaceChildren(...tree.filter(({ pid }) => pid === lab).map((one) => item(one, tree)))
}

/**
 * @param {Process} one
 * @param {Process[]} tree
 */
function item(one, tree) {
  const line = element('span', 'process')
  line.append(element('span', 'pid', String(one.pid)), ' ', element('span', 'name', one.name))
  const role = /** @type {Record<string, string>} */ (texts.roles)[one.role]
  if (role !== undefined) line.append(' ', element('span', 'role', role))
  if (one.zombie) line.append(' ', element('strong', 'zombie', texts.zombie))
  const entry = element('li')
  entry.dataset.pid = String(one.pid)
  if (one.zombie) entry.className = 'dead'
  entry.append(line)
  const children = tree.filter(({ ppid }) => ppid === one.pid)
  if (children.length > 0) {
    const list = element('ul')
    list.append(...children.map((child) => item(child, tree)))
    entry.append(list)
  }
  return entry
}

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {string} [text]
 */
function element(tag, className = '', text = '') {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
