'use strict'

// The server of the lab, as PID 1 or as a subreaper. Its parent sends { port, token, folder }, and
// gets { address }. The folder is for the files of browsers.

const { once } = require('node:events')
const fs = require('node:fs')

const { installSubreaper } = require('../..')
const { makeActions } = require('./actions')
const { Lab } = require('./lab')
const { serve } = require('./server')

async function main() {
  // The name in the process tree.
  process.title = 'zombie-lab'
  process.on('disconnect', () => process.exit())
  // The kernel drops every signal that PID 1 does not handle (pid_namespaces(7)).
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit())
  if (process.pid !== 1) installSubreaper()
  const [{ port, token, folder }] = await once(process, 'message')
  // In a PID namespace every other process dies with this one. Elsewhere the programs that this one
  // has started end when their pipes break.
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }))
  const lab = new Lab(folder)
  try {
    process.send?.({ address: await serve({ port, token, lab, actions: makeActions(lab) }) })
  } catch (error) {
    console.error(/** @type {Error} */ (error).message)
    process.exit(1)
  }
}

main()
