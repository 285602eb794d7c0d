// typedoc gives each `@throws` a heading of its own. This plugin makes them one list.

import { MarkdownPageEvent } from 'typedoc-plugin-markdown'

const SECTIONS = /(?:^#+ Throws\n(?:(?!#).*\n)*)+/gm

/** @param {import('typedoc-plugin-markdown').MarkdownApplication} app */
export function load(app) {
  app.renderer.on(MarkdownPageEvent.END, (page) => {
    page.contents = page.contents.replaceAll(SECTIONS, (sections) => {
      const [heading] = /^#+ Throws\n/.exec(sections)
      const items = sections.split(heading).slice(1)
      return `${heading}\n${items.map((text) => `- ${text.trim()}\n`).join('')}\n`
    })
  })
}
