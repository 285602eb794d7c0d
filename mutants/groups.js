'use strict'

// Which files of lib/ are mutated, and which tests run on the mutants of a file. A mutant runs its
// tests until one fails. So a group has few tests, and those that notice most in a second come
// first.

/**
 * @param {string[]} files of lib/
 * @param {string[]} tests
 */
function group(files, tests) {
  return {
    files: files.map((file) => `lib/${file}.js`),
    tests: tests.map((test) => `__test__/${test}.test.js`),
  }
}

module.exports = [
  group(
    ['reap/make-zombie', 'reap/reap', 'reap/subreaper', 'reap/tell', 'reap/wait-status'],
    [
      'api/messages',
      'reap/named-processes',
      'reap/wait-status',
      'reap/quarantine',
      'reap/make-zombie',
      'metrics/scene',
      'reap/subreaper',
      'reap/reaper',
      'reap/reap',
      'api/platforms',
    ],
  ),
  group(['reap/quarantine'], ['reap/quarantine', 'reap/reaper', 'reap/blind']),
  group(['reap/reaper'], ['api/messages', 'reap/reaper']),
  group(['reap/reap-orphans'], ['api/messages', 'reap/named-processes', 'reap/reap-orphans']),
  group(['job/members'], ['job/members', 'job/add']),
  group(['job/close'], ['job/close']),
  group(['job/job'], ['api/messages', 'job/add']),
  group(['job/mark'], ['job/mark']),
  group(
    [
      'proc/ancestors',
      'proc/argv',
      'proc/files',
      'proc/info',
      'proc/name',
      'proc/orphans',
      'proc/pid-namespace',
      'proc/pid-reuse',
      'proc/table',
    ],
    ['proc/parsing', 'proc/pid-reuse', 'proc/title', 'job/members', 'job/close', 'proc/proc'],
  ),
  group(
    [
      'support/delays',
      'support/errors',
      'support/printable',
      'support/signals',
      'support/validate',
    ],
    ['api/defaults', 'api/messages', 'api/printable', 'api/options'],
  ),
  group(['metrics/slices'], ['metrics/slices']),
  group(
    [
      'exporter/figures',
      'exporter/look/cgroups',
      'exporter/look/containers',
      'exporter/look/fold',
      'exporter/look/names',
    ],
    ['exporter/figures', 'exporter/fold', 'exporter/containers', 'exporter/cgroups'],
  ),
]
