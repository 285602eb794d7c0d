// A chart of Vega-Lite as an SVG of docs/, in the colours of the reader's theme.

import fs from 'node:fs'

import { parse, View } from 'vega'
import { compile } from 'vega-lite'

const DOCS = new URL('../docs/', import.meta.url)

/** Each colour on a light page, and the one on a dark page. */
const THEME = {
  '#1f2328': '#e6edf3',
  '#57606a': '#9da7b3',
  '#d0d7de': '#30363d',
  '#cf222e': '#f85149',
  '#1a7f37': '#3fb950',
}

/** BAD and GOOD are the colours of two sides. */
export const [TEXT, SMALL, GRID, BAD, GOOD] = Object.keys(THEME)

/** The colours of many lines, for both pages. */
export const LINES = [
  '#4c78a8',
  '#f58518',
  '#54a24b',
  '#e45756',
  '#b279a2',
  '#72b7b2',
  '#9d755d',
  '#d67195',
  '#8a8a8a',
  '#b79a20',
]

const CONFIG = {
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  background: null,
  title: {
    color: TEXT,
    fontSize: 16,
    subtitleColor: SMALL,
    subtitleFontSize: 12,
    subtitlePadding: 6,
  },
  axis: {
    gridColor: GRID,
    domainColor: SMALL,
    tickColor: SMALL,
    labelColor: SMALL,
    titleColor: TEXT,
    labelFontSize: 12,
    titleFontSize: 13,
    titlePadding: 10,
  },
  legend: { labelColor: TEXT, labelFontSize: 12 },
  text: { fontSize: 13 },
}

/** @param {string} name of a file of docs/, without its ending */
export function readData(name) {
  return JSON.parse(fs.readFileSync(new URL(`${name}.json`, DOCS), 'utf8'))
}

/**
 * @param {string} name of the file in docs/, without its ending
 * @param {string} description for readers who do not see the chart
 * @param {import('vega-lite').TopLevelSpec} chart
 */
export async function drawChart(name, description, chart) {
  const title = { anchor: 'start', offset: 16, ...chart.title }
  const { spec } = compile({ padding: 16, ...chart, title, config: { ...CONFIG, ...chart.config } })
  const svg = await new View(parse(spec), { renderer: 'none' }).toSVG()

  const dark = Object.entries(THEME)
    .map(([on, off]) => `[fill="${on}"] { fill: ${off} } [stroke="${on}"] { stroke: ${off} }`)
    .join('\n    ')
  const head = `
  <title id="title">${title.text}</title>
  <desc id="desc">${description}</desc>
  <style>@media (prefers-color-scheme: dark) {
    ${dark}
  }</style>`
  const drawn = svg
    .replace('<svg ', '<svg role="img" aria-labelledby="title desc" ')
    .replace('>', `>${head}`)
  fs.writeFileSync(new URL(`${name}.svg`, DOCS), `${drawn}\n`)
}
