// Draws docs/soak.svg from the data beside it.

import { LINES, drawChart, readData } from './chart.js'

const NAME = 'soak'
const MIB = 2 ** 20

/** Each row of the chart, with its value of a sample. */
const ROWS = {
  'orphans reaped, in thousands': ({ orphans }) => orphans / 1000,
  'RSS, in MiB': ({ rss }) => rss / MIB,
  'heap, in MiB': ({ heap }) => heap / MIB,
  'open descriptors': ({ descriptors }) => descriptors,
  'event-loop delay, p99 in ms': ({ delay }) => delay,
}

const { machine, minutes, soaks } = readData(NAME)
const ways = soaks.map(({ way }) => way)

const description = `A line for each of ${ways.join(', ')}, in ${Object.keys(ROWS).length} charts: ${Object.keys(ROWS).join('; ')}. Memory and descriptors stay level while the number of orphans rises.`

await drawChart(NAME, description, {
  title: {
    text: `A soak of ${minutes} minutes`,
    subtitle: `Node ${machine.node} on Linux ${machine.linux}, beside other programs on two cores`,
  },
  spacing: 24,
  vconcat: Object.entries(ROWS).map(([title, value], i) => ({
    width: 640,
    height: 80,
    data: {
      values: soaks.flatMap(({ way, samples }) =>
        samples.map((sample) => ({ way, seconds: sample.seconds, value: value(sample) })),
      ),
    },
    mark: { type: 'line', strokeWidth: 1.5 },
    encoding: {
      x: {
        field: 'seconds',
        type: 'quantitative',
        title: i === Object.keys(ROWS).length - 1 ? 'seconds' : null,
        axis: { grid: false, tickCount: 5 },
      },
      y: {
        field: 'value',
        type: 'quantitative',
        title,
        axis: { tickCount: 3, titleAngle: 0, titleAlign: 'left', titleX: 0, titleY: -8 },
      },
      color: {
        field: 'way',
        type: 'nominal',
        scale: { domain: ways, range: LINES },
        legend: { title: null, orient: 'top' },
      },
    },
  })),
})
