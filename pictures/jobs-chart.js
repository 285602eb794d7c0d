// Draws docs/zombies-in-200-jobs.svg from the data beside it.

import { BAD, GOOD, drawChart, readData } from './chart.js'

const NAME = 'zombies-in-200-jobs'
const WAYS = { without: 'without zombie-reaper', with: 'with startReaper()' }

const data = readData(NAME)
const jobs = data.without.zombies.length - 1
const { linux, node, puppeteer, chromium } = data.machine
const values = Object.entries(WAYS).flatMap(([way, name]) =>
  data[way].zombies.map((zombies, job) => ({ job, zombies, name })),
)
const left = (way) => data[way].zombies.at(-1)

const description = `A line for each of two runs. Without the package ${left('without')} zombies are left after ${jobs} jobs. With startReaper() there are never more than ${Math.max(...data.with.zombies)}, which the reaper is about to take.`

await drawChart(NAME, description, {
  width: 640,
  height: 260,
  title: {
    text: `Zombies under Node as PID 1, in ${jobs} Puppeteer jobs`,
    subtitle: [
      `Counted after each job, with Node ${node} on Linux ${linux},`,
      `Puppeteer ${puppeteer} and Chromium ${chromium}`,
    ],
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
      scale: { domain: Object.values(WAYS), range: [BAD, GOOD] },
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
})
