'use strict'

// The images of examples/containers/ that compose without a network, from the tarballs and by the
// RUN lines of their Dockerfiles. `npm run containers` composes all images.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { describe, test } = require('node:test')
const { isDeepStrictEqual } = require('node:util')

const { ROOTS, compose } = require('../../../scripts/containers/images')
const { WAYS } = require('../../../scripts/containers/ways')
const { run } = require('../../support/containers')
const { skipUnless } = require('../../support/helpers')

const LIMIT = 64
const WITH_NETWORK = new Set(['pnpm/Dockerfile', 'nextjs/Dockerfile'])

// One way for each image: the one with the command of the Dockerfile.
const ways = WAYS.filter(
  ({ image, args }) =>
    !WITH_NETWORK.has(image.dockerfile) &&
    isDeepStrictEqual(args, [...image.entrypoint, ...image.cmd]),
)

const skip = skipUnless(fs.existsSync(ROOTS), 'needs scripts/roots.sh target/roots')

// The containers wait most of the time.
describe('installed by its Dockerfile', { skip, concurrency: 2 }, () => {
  for (const { name, image, args } of ways) {
    test(`${name}: ${LIMIT + 1} orphans leave room`, async (t) => {
      // Beside the roots, because the images are hard links.
      const folder = fs.mkdtempSync(path.join(path.dirname(ROOTS), 'image-'))
      t.after(() => fs.rmSync(folder, { recursive: true }))
      const { ended, init, line } = run(t, {
        rootfs: await compose(image.dockerfile, folder),
        args,
        env: [...image.env, 'LEAK_PAUSE=30', 'ORPHAN_LIFE=0.01'],
        cwd: image.cwd,
        uid: image.uid,
        limit: LIMIT,
      })
      await line(`leaked ${LIMIT + 1}`)
      process.kill(Number(init()), 'SIGTERM')
      const { code, stderr } = await ended
      assert.deepEqual([code, stderr], [42, ''])
    })
  }
})
