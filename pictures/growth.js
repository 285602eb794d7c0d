// Draws docs/growth.svg from the data beside it.

import { LINES, SMALL, TEXT, drawChart, readData } from './chart.js'

const NAME = 'growth'

const { machine, growths } = readData(NAME)
const dimensions = [...new Set(growths.map(({ dimension }) => dimension))]
const calls = [...new Set(growths.map(({ call }) => call))]

const description = `A chart for each of ${calls.length} calls, with a line for each of ${dimensions.join(', ')}, on logarithmic scales. The table below has the exponents.`

const axis = { grid: true, tickCount: 4, labelColor: SMALL }

await drawChart(NAME, description, {
  title: {
    text: 'The time of each call, by what it grows with',
    subtitle: `Node ${machine.node} on Linux ${machine.linux}, ${machine.date}. Both scales are logarithmic.`,
  },
  data: {
    values: growths.flatMap(({ call, dimension, points }) =>
      points.map(({ n, ns }) => ({ call, dimension, n, time: ns / 1000 })),
    ),
  },
  facet: {
    field: 'call',
    sort: calls,
    header: {
      title: null,
      labelColor: TEXT,
      labelFontSize: 12,
      labelAnchor: 'start',
      labelExpr: "split(datum.label, ', ')",
    },
  },
  columns: 4,
  // The widths of texts are only estimated here, and too wide.
  bounds: 'flush',
  spacing: { row: 56, column: 24 },
  spec: {
    width: 150,
    height: 120,
    mark: { type: 'line', point: { size: 16 }, strokeWidth: 1.5 },
    encoding: {
      x: { field: 'n', type: 'quantitative', scale: { type: 'log' }, title: null, axis },
      y: { field: 'time', type: 'quantitative', scale: { type: 'log' }, title: 'µs', axis },
      color: {
        field: 'dimension',
        type: 'nominal',
        scale: { domain: dimensions, range: LINES },
        legend: { title: null, orient: 'bottom', columns: 5, labelLimit: 0 },
      },
    },
  },
})
