import { fileURLToPath } from 'node:url'

import { slug } from 'github-slugger'
import { defineConfig } from 'vitepress'

import { PLACES, copyData, rewriteLinks, sidebarOfApi, sidebarOfDocs } from '../pages.js'

const site = fileURLToPath(new URL('../', import.meta.url))

/**
 * Chinese has no spaces between its words. VitePress sends this function to the browser, so it uses
 * nothing outside itself.
 * @param {string} text
 */
function tokenize(text) {
  const words = new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)
  return Array.from(words)
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)
}

/** The pages are outside this folder, and use the Vue that is in it, as VitePress does. */
const vueOfTheSite = {
  name: 'vue-of-the-site',
  enforce: 'pre',
  resolveId(id, importer, { ssr }) {
    if (!/^(vue|@vue)(\/|$)/.test(id)) return undefined
    // Node resolves it when VitePress renders the pages, from a folder below this one.
    return ssr ? { id, external: true } : this.resolve(id, `${site}index.js`, { skipSelf: true })
  },
}

/**
 * The Chinese pages search in all pages: most of the documentation is in English only. VitePress
 * puts a page that `rewrites` moves into the index of the first language.
 */
const oneSearchIndex = {
  name: 'one-search-index',
  transform(code, id) {
    if (id !== '/@localSearchIndex') return undefined
    return "const load = () => import('@localSearchIndexroot')\nexport default { root: load, zh: load }"
  },
}

const docs = sidebarOfDocs()
const api = { text: 'API', link: '/api/', collapsed: true, items: sidebarOfApi() }

export default defineConfig({
  title: 'zombie-reaper',
  description: 'Frees a container of zombie processes from inside Node.js.',
  head: [['link', { rel: 'icon', href: 'data:,' }]],

  // The pages are those of the repository, as they are.
  srcDir: '..',
  srcExclude: ['!(docs|site)/*/**', 'site/!(api)/**', 'CONTRIBUTING.md', 'SECURITY.md'],
  rewrites: { ...PLACES, 'site/api/:page*': 'api/:page*' },
  outDir: '../target/site',
  cacheDir: '../target/site-cache',
  cleanUrls: true,

  buildEnd: copyData,
  vite: { plugins: [vueOfTheSite, oneSearchIndex] },

  // The anchors of the docs are those of GitHub.
  markdown: { anchor: { slugify: slug }, config: rewriteLinks },

  locales: {
    root: { label: 'English', lang: 'en' },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: '在 Node.js 内部清除容器里的僵尸进程。',
      themeConfig: {
        nav: [
          { text: '文档（英文）', link: '/docs/' },
          { text: 'API（英文）', link: '/api/' },
          { text: '更新日志（英文）', link: '/changelog' },
        ],
        sidebar: [
          { text: 'zombie-reaper', link: '/zh/' },
          { text: '文档（英文）', link: '/docs/', items: docs },
          api,
        ],
        outline: { label: '本页目录', level: [2, 3] },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '主题',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '菜单',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
        skipToContentLabel: '跳到正文',
      },
    },
  },
  themeConfig: {
    // Only the README is in both languages.
    i18nRouting: false,
    nav: [
      { text: 'Documentation', link: '/docs/' },
      { text: 'API', link: '/api/' },
      { text: 'Changelog', link: '/changelog' },
    ],
    sidebar: [
      { text: 'zombie-reaper', link: '/' },
      { text: 'Documentation', link: '/docs/', items: docs },
      api,
      { text: 'Changelog', link: '/changelog' },
    ],
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        miniSearch: { options: { tokenize } },
        locales: {
          zh: {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
              modal: {
                displayDetails: '显示详情',
                resetButtonTitle: '清除',
                backButtonTitle: '关闭',
                noResultsText: '没有找到',
                footer: { selectText: '打开', navigateText: '切换', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
  },
})
