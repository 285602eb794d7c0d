// Draws the charts of docs/benchmarks.md from the data beside it.

import { BAD, GOOD, SMALL, TEXT, drawChart, readData } from './chart.js'

const { machine, groups } = readData('benchmarks')

const SUBTITLE = `Node ${machine.node} on Linux ${machine.linux}, ${machine.date}`

const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

/** @param {string} title of a group */
function resultsOf(title) {
  return groups.find((group) => group.title === title).results
}

/** The measurements as small multiples, with a bar for each init. */
function drawInits() {
  const values = resultsOf('Inits').flatMap(({ what, unit, ours, peers }) => {
    const measurement = `${what.replace('an init: ', '').replaceAll('`', '')} (${unit})`
    const inits = [{ ...ours, name: 'zombie-init' }, ...peers]
    return inits.map(({ name, median }) => ({
      measurement,
      name,
      median,
      isOurs: name === 'zombie-init',
    }))
  })
  const inits = [...new Set(values.map(({ name }) => name))]
  const measurements = [...new Set(values.map(({ measurement }) => measurement))]
  return drawChart(
    'benchmarks-inits',
    `A bar for each of ${inits.join(', ')}, in ${measurements.length} measurements: ${measurements.join('; ')}. The table below has the figures.`,
    {
      title: { text: 'zombie-init and other inits: less is better', subtitle: SUBTITLE },
      data: { values },
      facet: {
        field: 'measurement',
        sort: measurements,
        header: {
          title: null,
          labelColor: TEXT,
          labelFontSize: 12,
          labelAnchor: 'start',
          labelExpr: "split(datum.label, ', ')",
        },
      },
      columns: 3,
      // The widths of texts are only estimated here, and too wide.
      bounds: 'flush',
      spacing: { row: 56, column: 50 },
      resolve: { scale: { x: 'independent' } },
      spec: {
        width: 165,
        height: { step: 20 },
        encoding: {
          y: {
            field: 'name',
            type: 'nominal',
            sort: inits,
            axis: { title: null, domain: false, ticks: false, labelPadding: 6, labelLimit: 0 },
          },
          x: { field: 'median', type: 'quantitative', axis: null },
        },
        layer: [
          {
            mark: { type: 'bar', cornerRadiusEnd: 2, height: 13 },
            encoding: {
              color: { condition: { test: 'datum.isOurs', value: GOOD }, value: SMALL },
            },
          },
          {
            mark: { type: 'text', align: 'left', dx: 4, color: TEXT, fontSize: 11 },
            encoding: { text: { field: 'median', format: ',.3~r' } },
          },
        ],
      },
    },
  )
}

/** The ratio of each row, on a scale where half and twice are equally far from 1. */
function drawReap() {
  const measured = resultsOf('reap()').filter(({ met }) => met !== null)
  const values = measured.map(({ what, unit, ours, peers: [{ name, median }], limit }) => ({
    what,
    row: `${what}, ${name}`,
    peer: `beside ${name}`,
    ratio: ours.median / median,
    limit: limit && limit.median / median,
    times: `${format.format(ours.median)} : ${format.format(median)} ${unit}`,
  }))
  const order = values.map(({ row }) => row)
  const rows = { field: 'row', type: 'nominal', sort: order, axis: null }
  const label = (field, dy, color) => ({
    mark: { type: 'text', align: 'left', x: 0, dy, color, fontSize: 12 },
    encoding: { y: rows, text: { field } },
  })
  const ratio = {
    type: 'quantitative',
    scale: { type: 'log', base: 2 },
    axis: {
      title: 'ratio: left of 1, reap() is faster',
      values: [1 / 64, 1 / 16, 1 / 4, 1, 4, 16, 64],
      labelExpr: "datum.value < 1 ? '1/' + 1 / datum.value : datum.value",
      grid: true,
      gridDash: [2, 3],
    },
  }
  return drawChart(
    'benchmarks-reap',
    `A point for each of ${values.length} rows: the time of reap() divided by the time of its peer. The table below has the figures.`,
    {
      title: {
        text: 'The time of reap() beside that of its peers',
        subtitle: [
          SUBTITLE,
          'A red line is the limit that the kernel sets: the system call alone.',
        ],
      },
      data: { values },
      bounds: 'flush',
      spacing: 0,
      hconcat: [
        {
          width: 500,
          height: { step: 40 },
          layer: [label('what', -7, TEXT), label('peer', 8, SMALL)],
        },
        {
          width: 240,
          height: { step: 40 },
          layer: [
            {
              mark: { type: 'rule', color: SMALL, strokeWidth: 2 },
              encoding: { x: { datum: 1, ...ratio } },
            },
            {
              transform: [{ filter: 'isValid(datum.limit)' }],
              mark: { type: 'tick', color: BAD, thickness: 2, size: 22, opacity: 1 },
              encoding: { y: rows, x: { field: 'limit', ...ratio } },
            },
            {
              mark: { type: 'point', filled: true, size: 90, color: GOOD, opacity: 1 },
              encoding: { y: rows, x: { field: 'ratio', ...ratio } },
            },
            {
              mark: { type: 'text', align: 'left', x: 'width', dx: 12, color: TEXT, fontSize: 11 },
              encoding: { y: rows, text: { field: 'times' } },
            },
          ],
        },
      ],
    },
  )
}

await drawInits()
await drawReap()
