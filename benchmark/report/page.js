'use strict'

// docs/benchmarks.md, from the data beside it.

const prettier = require('prettier')

const { sheetsOf } = require('./sheets')

/**
 * @typedef {object} Data of docs/benchmarks.json
 * @property {import('./machine').Machine} machine
 * @property {number[]} load of the machine at the start and at the end
 * @property {import('./sheets').GroupOfResults[]} groups
 */

/** The charts that pictures/benchmarks.js draws. */
const CHARTS = /** @type {Record<string, { file: string, text: string }>} */ ({
  Inits: {
    file: 'benchmarks-inits.svg',
    text: 'Time, size and memory of zombie-init and of other inits',
  },
  'reap()': { file: 'benchmarks-reap.svg', text: 'Time of reap() beside the time of its peers' },
})

/** @param {Data} data */
function page({ machine, load, groups }) {
  const { sheets, notes } = sheetsOf(groups, (number) => ` <sup>${number}</sup>`)
  const text = `# Benchmarks

\`npm run bench\` has measured these figures and has written this page, on ${machine.date}. A ratio
below 1 means that this package takes less than the other program. The same figures are in a
[JSON file](benchmarks.json) for programs. [Compared](compared.md) says what
the programs can do.

## The machine

| part | value |
|---|---|
| processors | ${machine.processors} |
| memory | ${machine.memory} |
| Linux | ${machine.linux} |
| distribution | ${machine.system} |
| Node | ${machine.node} |
| inits | ${machine.inits.join(', ')} |
| load average, at the start and at the end | ${load.join(', ')} |

Other programs may have used the processors during the run. The programs of one row are measured in
turns, so that load hits each of them. Compare the ratios, and not the times of two rows or of two machines.
Each figure is the median of all rounds.

Some rows have a limit that the kernel sets. A C program that makes only the system call measures
the limit, and the target is beside that.

${sheets.map(section).join('\n')}
${notes.length === 0 ? '' : `## Notes\n\n${notes.map((note, i) => `${i + 1}. ${withCode(note)}`).join('\n')}`}
`
  return prettier.format(text, { parser: 'markdown', proseWrap: 'always', printWidth: 100 })
}

/** @param {import('./sheets').Sheet} sheet */
function section({ title, head, rows }) {
  const chart = CHARTS[title]
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => {
    return `| ${cells.map(withCode).join(' | ')} |`
  })
  const picture = chart ? `![${chart.text}](${chart.file})\n\n` : ''
  return `## ${withCode(title)}\n\n${picture}${lines.join('\n')}\n`
}

/**
 * Marks calls as code, and not pages of the manual, such as waitid(2).
 * @param {string} text
 */
function withCode(text) {
  return text.replaceAll(/\b\w+\((?!\d\))[^)]*\)/g, '`$&`')
}

module.exports = { page }
