'use strict'

// PID 1 of the demo: the article's server. It starts the steps beside itself, and ends with them.
// The whole namespace ends with PID 1.

const { spawn } = require('node:child_process')
const { once } = require('node:events')
const path = require('node:path')

const { start } = require('./server')

async function main() {
  process.on('disconnect', () => process.exit(1))
  const [role] = process.argv.slice(2)
  const url = await start(0)
  const steps = spawn(process.execPath, [path.join(__dirname, 'steps.js'), url, role], {
    stdio: 'inherit',
  })
  const [code] = await once(steps, 'exit')
  process.exit(code ?? 1)
}

main()
