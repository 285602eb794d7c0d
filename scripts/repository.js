'use strict'

// Where the packages are built, which npm's provenance compares with what they say. The workflow knows it,
// and on another machine there is nothing to say.

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env

const repository =
  GITHUB_REPOSITORY === undefined
    ? undefined
    : { type: 'git', url: `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git` }

module.exports = { repository }
