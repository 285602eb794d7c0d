// The texts in the language of the reader.

import en from './texts.en.js'
import zh from './texts.zh.js'

/** @typedef {typeof en} Texts */

const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language

/** @type {Texts} */
export const texts = /^zh\b/i.test(wanted) ? zh : en

/**
 * Puts values into a text.
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
export function fill(text, values) {
  return text.replaceAll(/\{(\w+)\}/g, (_, name) => String(values[name]))
}

/**
 * Shows a text, whose parts in backticks are code.
 * @param {Element} element
 * @param {string} text
 */
export function show(element, text) {
  const parts = text.split('`').map((part, index) => {
    if (index % 2 === 0) return part
    const code = document.createElement('code')
    code.textContent = part
    return code
  })
  element.replaceChildren(...parts)
}

/** Shows every text of index.html. */
export function showAll() {
  document.documentElement.lang = texts.lang
  document.title = texts.page.title
  const page = /** @type {Record<string, string>} */ (texts.page)
  for (const element of document.querySelectorAll('[data-text]'))
    show(element, page[element.getAttribute('data-text') ?? ''])
  for (const element of document.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', page[element.getAttribute('data-label') ?? ''])
  for (const link of document.querySelectorAll('nav a'))
    if (link.getAttribute('lang') === texts.lang) link.setAttribute('aria-current', 'true')
}
