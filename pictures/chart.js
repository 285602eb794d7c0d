// Draws docs/zombies-in-200-jobs.svg from the data beside it.

import fs from 'node:fs'

import { parse, View } from 'vega'
import { compile } from 'vega-lite'

const FILE = new URL('../docs/zombies-in-200-jobs', import.meta.url)
const WAYS = { without: 'without zombie-reaper', with: 'with startReaper()' }

const FONT = 'system-ui, sans-serif'

// The colours on a light page, and those on a dark one.
const THEME = {
  '#1f2328': '#e6edf3',
  '#57606a': '#9da7b3',
  '#d0d7de': '#30363d',
  '#cf222e': '#f85149',
  '#1a7f37': '#3fb950',
}
const [TEXT, SMALL, GRID, WITHOUT, WITH] = Object.keys(THEME)

const data = JSON.parse(fs.readFileSync(`${FILE.pathname}.json`, 'utf8'))
const jobs = data.without.zombies.length - 1
const { linux, node, puppeteer, chromium } = data.machine
const values = Object.entries(WAYS).flatMap(([way, name]) =>
  data[way].zombies.map((zombies, job) => ({ job, zombies, name })),
)
const left = (way) => data[way].zombies.at(-1)

/** @type {import('vega-lite').TopLevelSpec} */
const chart = {
  width: 640,
  height: 260,
  padding: 16,
  title: {
    text: `Zombies under Node as PID 1, in ${jobs} Puppeteer jobs`,
    subtitle: [
      `Counted after each job, with Node ${node} on Linux ${linux},`,
      `Puppeteer ${puppeteer} and Chromium ${chromium}`,
    ],
    anchor: 'start',
    offset: 16,
  },
  data: { values },
  encoding: {
    x: {
      field: 'job',
      type: 'quantitative',
      title: 'browser jobs done',
      scale: { domain: [0, jobs], nice: false },
      axis: { grid: false, tickCount: 5 },
    },
    y: { field: 'zombies', type: 'quantitative', title: 'zombies', axis: { tickCount: 5 } },
    color: {
      field: 'name',
      type: 'nominal',
      scale: { domain: Object.values(WAYS), range: [WITHOUT, WITH] },
      legend: null,
    },
  },
  layer: [
    { mark: { type: 'line', strokeWidth: 2 } },
    {
      transform: [{ filter: `datum.job === ${jobs}` }],
      mark: { type: 'text', align: 'right', dx: -4, dy: -10, fontWeight: 600 },
      encoding: { text: { field: 'name' } },
    },
  ],
  config: {
    font: FONT,
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
    text: { fontSize: 13 },
  },
}

const dark = Object.entries(THEME)
  .map(([on, off]) => `[fill="${on}"] { fill: ${off} } [stroke="${on}"] { stroke: ${off} }`)
  .join('\n    ')
const head = `
  <title id="title">${chart.title.text}</title>
  <desc id="desc">A line for each of two runs. Without the package ${left('without')} zombies are left after ${jobs} jobs. With startReaper() there are never more than ${Math.max(...data.with.zombies)}, which the reaper is about to take.</desc>
  <style>@media (prefers-color-scheme: dark) {
    ${dark}
  }</style>`

const svg = await new View(parse(compile(chart).spec), { renderer: 'none' }).toSVG()
const drawn = svg
  .replace('<svg ', '<svg role="img" aria-labelledby="title desc" ')
  .replace('>', `>${head}`)
fs.writeFileSync(`${FILE.pathname}.svg`, `${drawn}\n`)
