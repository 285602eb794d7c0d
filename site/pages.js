// Which files of the repository are pages of the site, and where links between them lead.

import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The pages that are not below docs/, by their files. */
export const PLACES = {
  'README.md': 'index.md',
  'README.zh-CN.md': 'zh/index.md',
  'CHANGELOG.md': 'changelog.md',
  'docs/README.md': 'docs/index.md',
}

/** Each file below these is a page. */
const FOLDERS = { 'docs/': 'docs/', 'site/api/': 'api/' }

// The workflow knows the repository. On another machine there is no link to its other files.
const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env

/**
 * @param {string} file from the root of the repository
 * @returns {string | undefined} the file that VitePress is to see in its place
 */
export function placeOf(file) {
  if (Object.hasOwn(PLACES, file)) return PLACES[file]
  if (file === 'index.d.ts') return 'api/index.md'
  if (!file.endsWith('.md')) return undefined
  for (const [folder, place] of Object.entries(FOLDERS)) {
    if (file.startsWith(folder)) return place + file.slice(folder.length)
  }
  return undefined
}

/**
 * The address of a page, without the base of the site.
 * @param {string} place
 */
function addressOf(place) {
  return `/${place.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1')}`
}

/**
 * @param {string} link as it stands in the page
 * @param {string} page the file that has the link
 * @returns {string | undefined} the link on the site, or undefined for a file that has no address
 */
function onTheSite(link, page) {
  const [target, anchor] = link.split('#')
  const file = path.join(path.dirname(page), target)
  const place = placeOf(file)
  if (place !== undefined) return addressOf(place) + (anchor === undefined ? '' : `#${anchor}`)
  // VitePress reports the link as dead.
  if (!fs.existsSync(path.join(root, file))) return link
  if (isData(file)) return `/${file}`
  if (GITHUB_REPOSITORY === undefined) return undefined
  return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/blob/main/${file}`
}

/** @param {string} file */
function isData(file) {
  return /^docs\/[^/]*\.json$/.test(file)
}

/** VitePress copies only the files that a page shows, and not those that it links to. */
export function copyData({ outDir }) {
  for (const name of fs.readdirSync(path.join(root, 'docs'))) {
    const file = `docs/${name}`
    if (isData(file)) fs.copyFileSync(path.join(root, file), path.join(outDir, file))
  }
}

/**
 * The first heading of a page.
 * @param {string} file
 */
function titleOf(file) {
  const text = fs.readFileSync(path.join(root, file), 'utf8')
  return /^# (.*)$/m.exec(text)[1].replaceAll('`', '')
}

/** The pages in the order of the index, which a test keeps whole. */
export function sidebarOfDocs() {
  const index = fs.readFileSync(path.join(root, 'docs/README.md'), 'utf8')
  const files = new Set(
    [...index.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => `docs/${name}`),
  )
  return [...files].map((file) => ({ text: titleOf(file), link: addressOf(placeOf(file)) }))
}

/** The pages that typedoc has made. Its links begin with the folder in the repository. */
export function sidebarOfApi() {
  const text = fs.readFileSync(path.join(root, 'site/api/typedoc-sidebar.json'), 'utf8')
  return JSON.parse(text.replaceAll('"/site/api/', '"/api/').replaceAll('.md"', '"'))
}

/**
 * A plugin of markdown-it.
 * @param {import('markdown-it').default} md
 */
export function rewriteLinks(md) {
  md.core.ruler.push('links-of-the-repository', ({ tokens, env }) => {
    // The search has no `realPath`, and its links are not seen.
    const page = path.relative(root, env.realPath ?? env.path)
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type !== 'link_open') continue
      const link = token.attrGet('href')
      if (/^(\w+:|#|\/)/.test(link)) continue
      const address = onTheSite(link, page)
      if (address !== undefined) token.attrSet('href', address)
      else token.attrs = token.attrs.filter(([name]) => name !== 'href')
    }
  })
}
