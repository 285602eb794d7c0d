'use strict'

// The repository that builds the packages. npm compares the provenance with this field of
// package.json. The workflow knows the repository. On another machine it is undefined.

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env

const repository =
  GITHUB_REPOSITORY === undefined
    ? undefined
    : { type: 'git', url: `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git` }

module.exports = { repository }
