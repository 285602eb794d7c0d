// The output of a command as an SVG, in the colours of the reader's theme.

import { stripVTControlCharacters } from 'node:util'

import { AnsiUp } from 'ansi_up'

// In px, of a monospaced font of 14 px.
const COLUMN = 8.43
const LINE = 20
const MARGIN = 20

const STYLE = `
    .terminal { fill: #f6f8fa; stroke: #8c959f }
    text { fill: #1f2328; white-space: pre }
    .ansi-red-fg { fill: #cf222e }
    .ansi-green-fg { fill: #1a7f37 }
    .ansi-yellow-fg { fill: #9a6700 }
    .ansi-cyan-fg { fill: #1b7c83 }
    @media (prefers-color-scheme: dark) {
      .terminal { fill: #161b22; stroke: #6e7681 }
      text { fill: #e6edf3 }
      .ansi-red-fg { fill: #ff7b72 }
      .ansi-green-fg { fill: #3fb950 }
      .ansi-yellow-fg { fill: #d29922 }
      .ansi-cyan-fg { fill: #39c5cf }
    }
  `

/**
 * @param {string} command
 * @param {string} output with the sequences of colours
 */
export function drawTerminal(command, output) {
  const lines = output.trimEnd().split('\r\n')
  const plain = lines.map(stripVTControlCharacters)
  const columns = Math.max(...plain.map((line) => line.length), command.length + 2)
  const width = Math.ceil(columns * COLUMN + 2 * MARGIN)
  const height = (lines.length + 2) * LINE + 2 * MARGIN - 8

  const toHtml = new AnsiUp()
  toHtml.use_classes = true
  const rows = ['$ ' + command, '', ...lines].map((line, i) => {
    // A span of HTML is a tspan of SVG.
    const spans = toHtml.ansi_to_html(line).replaceAll(/(<\/?)span/g, '$1tspan')
    return `  <text x="${MARGIN}" y="${MARGIN + 14 + i * LINE}">${spans}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14">
  <title id="title">The output of ${command}</title>
  <desc id="desc">${new AnsiUp().ansi_to_html(plain.join(' ').replaceAll(/\s+/g, ' '))}</desc>
  <style>${STYLE}</style>
  <rect class="terminal" x="1" y="1" width="${width - 2}" height="${height - 2}" rx="8" />
${rows.filter((row) => !row.endsWith('"></text>')).join('\n')}
</svg>
`
}
