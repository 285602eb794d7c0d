'use strict'

// Containers whose root file system has the programs of this machine.

const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const path = require('node:path')

const { EXAMPLES } = require('../../scripts/containers/dockerfile')
const { start } = require('../../scripts/containers/runc')
const { ENGINE_INIT, TINI } = require('../../scripts/containers/ways')
const { skipUnless, skipWithoutPidsCgroup, temporaryFolder, until } = require('./helpers')
const { project } = require('./installed')

const skipWithoutRunc =
  skipWithoutPidsCgroup ||
  skipUnless(spawnSync('runc', ['--version']).status === 0, 'needs runc') ||
  skipUnless(fs.existsSync(TINI), 'needs Tini')

/**
 * Makes a root file system, and the folder of an application with the package.
 * @param {Record<string, string>} files of the application, by their names
 * @param {{ isDistroless?: boolean }} [options] without a shell
 */
function machine(files, { isDistroless = false } = {}) {
  const rootfs = temporaryFolder()
  for (const name of ['bin', 'lib', 'lib64']) fs.symlinkSync(`usr/${name}`, path.join(rootfs, name))
  const { folder, platform } = project(files)
  const bin = path.join(folder, 'node_modules', '.bin')
  fs.mkdirSync(bin)
  fs.symlinkSync('../zombie-reaper/bin/zombie-init.js', path.join(bin, 'zombie-init'))
  fs.chmodSync(path.join(folder, 'node_modules/zombie-reaper/bin/zombie-init.js'), 0o755)
  // A container has users that are not root.
  for (const name of [rootfs, folder]) fs.chmodSync(name, 0o755)
  const usr = isDistroless ? ['/usr/lib', '/usr/lib64'] : ['/usr']
  return {
    rootfs,
    mounts: {
      ...Object.fromEntries(usr.filter((name) => fs.existsSync(name)).map((name) => [name, name])),
      '/nodejs/bin/node': process.execPath,
      [ENGINE_INIT]: TINI,
      '/zombie-init': path.join(platform, 'zombie-init'),
      '/app': folder,
    },
  }
}

/**
 * Starts a container that ends with the test.
 * @param {import('node:test').TestContext} t
 * @param {import('../../scripts/containers/runc').Container} container
 */
function run(t, container) {
  const running = start({
    ...container,
    env: ['PATH=/nodejs/bin:/usr/bin:/bin', ...container.env],
  })
  let hasEnded = false
  running.ended.then(() => (hasEnded = true))
  t.after(async () => {
    if (!hasEnded) await running.kill()
  })
  return {
    ...running,
    /** @param {string} line resolves when the container has written this line, or has ended */
    line: (line) =>
      until(
        () => hasEnded || running.output.stdout.split('\n').includes(line),
        `it writes ${line}`,
      ),
  }
}

const app = fs.readFileSync(path.join(EXAMPLES, 'app/app.js'), 'utf8')

module.exports = { app, machine, run, skipWithoutRunc }
