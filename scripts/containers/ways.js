'use strict'

// The ways to start the leaking app, as the files in examples/containers/ say.

const fs = require('node:fs')
const path = require('node:path')

const yaml = require('yaml')

const { EXAMPLES, imageOf } = require('./dockerfile')

/**
 * @typedef {object} Way
 * @property {string} name
 * @property {import('./dockerfile').Image} image
 * @property {string[]} args
 * @property {boolean} reaps
 * @property {boolean} [preloadsApp] the program itself does not leak, so it preloads the leaking app
 */

// `docker run --init` puts this program above the command of the container. It is a static Tini.
const ENGINE_INIT = '/sbin/docker-init'
const TINI = '/usr/bin/tini-static'

/** @param {string} file */
const read = (file) => fs.readFileSync(path.join(EXAMPLES, file), 'utf8')

/** @type {Record<string, { init?: boolean, entrypoint: string[], command: string[] }>} */
const { 'with-init': withInit, 'without-init': withoutInit } = yaml.parse(
  read('compose/compose.yaml'),
).services

const [task] = JSON.parse(read('ecs/task-definition.json')).containerDefinitions

/** @type {string} */
const startCommand = JSON.parse(read('railway/railway.json')).deploy.startCommand

const debian = imageOf('debian-slim/Dockerfile')

/**
 * @param {boolean} init
 * @param {string[]} args
 */
const byEngine = (init, args) => (init ? [ENGINE_INIT, '--', ...args] : args)

/**
 * @param {string} name
 * @param {import('./dockerfile').Image} image
 * @param {string[]} [args]
 * @returns {Way}
 */
function way(name, image, args = [...image.entrypoint, ...image.cmd]) {
  return { name, image, args, reaps: true }
}

/** @type {Way[]} */
const WAYS = [
  { ...way('no init, no package', debian, debian.cmd), reaps: false },
  way('Debian slim, `zombie-init`', debian),
  way('Alpine, `zombie-reaper/init`', imageOf('alpine/Dockerfile')),
  way('distroless, the static `zombie-init`', imageOf('distroless/init.Dockerfile')),
  way('distroless, `zombie-reaper/auto`', imageOf('distroless/auto.Dockerfile')),
  way('pnpm, `zombie-reaper/auto`', imageOf('pnpm/Dockerfile')),
  {
    ...way('Next.js standalone, `zombie-reaper/init`', imageOf('nextjs/Dockerfile')),
    preloadsApp: true,
  },
  way(
    'Compose with `init: true` (Tini)',
    debian,
    byEngine(withInit.init === true, [...withInit.entrypoint, ...withInit.command]),
  ),
  way(
    'Compose without, `zombie-reaper/auto`',
    debian,
    byEngine(withoutInit.init === true, [...withoutInit.entrypoint, ...withoutInit.command]),
  ),
  way(
    'ECS with `initProcessEnabled` (Tini)',
    debian,
    byEngine(task.linuxParameters.initProcessEnabled, [...task.entryPoint, ...task.command]),
  ),
  // Railway runs the start command of an image without a shell.
  way('a start command, `zombie-reaper/init`', debian, startCommand.split(' ')),
]

module.exports = { ENGINE_INIT, TINI, WAYS }
