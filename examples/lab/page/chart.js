// Zombies and PIDs over the last two minutes, drawn by uPlot.

import { fill, texts } from './texts.js'

/** @typedef {import('./connection.js').Sample} Sample */
/** @typedef {typeof import('uplot')} Library */

const SECONDS = 120
const HEIGHT = 200

const place = /** @type {HTMLElement} */ (document.getElementById('chart'))

/** @type {Sample[]} */
let samples = []
/** @type {InstanceType<Library> | undefined} */
let plot

/** @param {Sample[]} given */
export function setSamples(given) {
  samples = given
  draw()
}

/** @param {Sample} sample */
export function addSample(sample) {
  setSamples([...samples, sample].filter(([time]) => time > sample[0] - SECONDS))
}

/** @returns {[number[], number[], number[]]} */
function columns() {
  const now = samples.at(-1)?.[0] ?? 0
  return [
    samples.map(([time]) => time - now),
    samples.map(([, zombies]) => zombies),
    samples.map(([, , pids]) => pids),
  ]
}

function draw() {
  plot?.setData(columns())
  const [, zombies = 0, pids = 0] = samples.at(-1) ?? []
  const most = Math.max(0, ...samples.map(([, count]) => count))
  place.setAttribute('aria-label', fill(texts.chartLabel, { zombies, most, pids }))
}

/** Loads uPlot, and draws. Without uPlot the page says so, and goes on. */
export async function startChart() {
  const address = './uplot/uPlot.esm.js'
  /** @type {Library} */
  let uPlot
  try {
    uPlot = (await import(address)).default
  } catch {
    place.hidden = true
    const hint = document.getElementById('no-chart')
    if (hint) hint.hidden = false
    return
  }
  const style = document.createElement('link')
  style.rel = 'stylesheet'
  style.href = 'uplot/uPlot.min.css'
  document.head.append(style)

  function build() {
    plot?.destroy()
    plot = new uPlot(options(uPlot), columns(), place)
  }
  build()
  // A canvas keeps its colours and its size until it is drawn again.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', build)
  new ResizeObserver(() => plot?.setSize({ width: place.clientWidth, height: HEIGHT })).observe(
    place,
  )
}

/**
 * @param {Library} uPlot
 * @returns {import('uplot').Options}
 */
function options({ paths: { stepped } }) {
  const style = getComputedStyle(document.documentElement)
  const [accent, quiet, line, font] = ['--accent', '--quiet', '--line', '--font'].map((name) =>
    style.getPropertyValue(name).trim(),
  )
  const axis = {
    stroke: quiet,
    font: `12px ${font}`,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
  }
  // A count stays the same until the next sample.
  const counts = { paths: stepped?.({ align: 1 }), points: { show: false } }
  return {
    width: place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [-SECONDS, 0] },
      y: { range: (_, __, most) => [0, Math.max(5, most + 1)] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        space: 70,
        incrs: [10, 20, 30, 60],
        values: (_, times) => times.map(label),
      },
      { ...axis, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100] },
    ],
    series: [
      {},
      { ...counts, stroke: accent, width: 2.5, fill: `${accent}22` },
      { ...counts, stroke: quiet, width: 1.5, dash: [6, 4] },
    ],
  }
}

/** @param {number} seconds */
function label(seconds) {
  return fill(texts.seconds, { seconds: String(seconds).replace('-', '−') })
}
