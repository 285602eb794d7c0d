'use strict'

// A conversion with a time limit: a web page becomes a PDF. A page that never loads keeps Chromium
// waiting for ever, as a broken file can do with ffmpeg or LibreOffice. The limit ends the program
// with all its helpers.
//
//   node examples/recipes/convert.js URL OUTPUT.pdf [TIMEOUT_IN_MS]

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { startReaper } = require('../..')
const { runInJob } = require('./shell-tool')

/**
 * @param {string} url
 * @param {string} pdf
 * @param {number} timeout in ms
 */
async function convert(url, pdf, timeout) {
  const chromium = process.env.CHROME_PATH ?? '/usr/bin/chromium'
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'convert-'))
  try {
    return await runInJob(
      chromium,
      [
        '--headless',
        // Chromium refuses to run its sandbox as root.
        '--no-sandbox',
        '--disable-gpu',
        `--user-data-dir=${profile}`,
        `--print-to-pdf=${pdf}`,
        url,
      ],
      timeout,
    )
  } finally {
    fs.rmSync(profile, { recursive: true, force: true })
  }
}

async function main() {
  startReaper()
  const [url, pdf, timeout = '300000'] = process.argv.slice(2)
  const { exitCode, signal, timedOut } = await convert(url, pdf, Number(timeout))
  console.log(JSON.stringify({ exitCode, signal, timedOut }))
}

void main()
