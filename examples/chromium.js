'use strict'

const fs = require('node:fs')
const path = require('node:path')

const FLAGS = [
  // Chromium refuses to run its sandbox as root.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function findChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const found = names
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => fs.existsSync(file))
  if (found !== undefined) return found
  throw new Error(
    `expected ${names.join(', ')} on PATH, got none of them. Install one (Debian: apt-get install chromium), or set CHROME_PATH to the program`,
  )
}

module.exports = { FLAGS, findChromium }
