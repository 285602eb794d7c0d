'use strict'

// Tools that copy the files of a program to another place, as Next.js does for its standalone
// output.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { nodeFileTrace } = require('@vercel/nft')

const { copyPackage, runNode, temporaryFolder } = require('../support/helpers')

test('@vercel/nft finds the platform package, zombie-init included', async () => {
  const folder = temporaryFolder()
  const modules = path.join(folder, 'node_modules')
  const main = path.join(modules, 'zombie-reaper')
  copyPackage(main)
  const addon = fs.readdirSync(main).find((file) => file.endsWith('.node')) ?? ''
  const platform = addon.split('.')[1]
  const installed = path.join(modules, `zombie-reaper-${platform}`)
  fs.mkdirSync(installed)
  for (const file of [addon, 'zombie-init']) {
    fs.renameSync(path.join(main, file), path.join(installed, file))
  }
  const { version } = require('../../package.json')
  const manifest = JSON.stringify({ name: path.basename(installed), version, main: addon })
  fs.writeFileSync(path.join(installed, 'package.json'), manifest)
  const app = path.join(folder, 'app.js')
  fs.writeFileSync(
    app,
    `const { initPath, reap } = require('zombie-reaper')
    console.log(JSON.stringify({ initPath, reaped: reap() }))`,
  )

  const { fileList } = await nodeFileTrace([app], { base: folder })
  const copy = temporaryFolder()
  for (const file of fileList) fs.cpSync(path.join(folder, file), path.join(copy, file))
  assert.deepEqual(await runNode([path.join(copy, 'app.js')]), {
    initPath: path.join(copy, 'node_modules', path.basename(installed), 'zombie-init'),
    reaped: [],
  })
})
