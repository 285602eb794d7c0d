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
  group(['reap/reaper'], ['api/messages', 'reap/reaper', 'reap/blind']),
  group(['reap/reap-orphans'], ['api/messages', 'reap/reap-orphans']),
  group(['inspect/orphans'], ['api/options', 'inspect/off-linux', 'inspect/orphans']),
  group(['inspect/pid-usage'], ['api/options', 'inspect/off-linux', 'metrics/scene']),
  group(['inspect/zombies'], ['api/options', 'inspect/off-linux', 'inspect/zombies']),
  group(['loop/clocks'], ['loop/clocks', 'reap/reaper']),
  group(['loop/pause'], ['loop/pause', 'job/add']),
  group(['loop/sigchld'], ['loop/sigchld', 'api/copies']),
  group(['loop/without-libuv'], ['runtimes/life', 'runtimes/refused']),
  group(['job/members'], ['job/members', 'job/add']),
  group(['job/close'], ['job/close']),
  group(['job/job'], ['api/messages', 'job/add']),
  group(['job/mark'], ['job/mark']),
  group(
    ['proc/ancestors', 'proc/argv', 'proc/info', 'proc/name', 'proc/pid-reuse'],
    ['proc/parsing', 'proc/pid-reuse', 'proc/title', 'job/members', 'job/close', 'proc/proc'],
  ),
  group(['proc/files', 'proc/table'], ['proc/files']),
  group(['proc/pid-namespace'], ['proc/files', 'cli/doctor-container']),
  group(['proc/orphans'], ['proc/files', 'job/members', 'inspect/orphans']),
  group(['support/delays'], ['api/defaults']),
  group(
    ['support/errors', 'support/nearest', 'support/validate'],
    ['api/arguments', 'api/signal-tables', 'api/options'],
  ),
  group(['support/fs', 'support/warn'], ['api/support']),
  group(['support/printable'], ['api/printable']),
  group(['support/runtime'], ['runtimes/permissions']),
  group(['support/shared'], ['api/shared']),
  group(['support/signals'], ['api/signal-tables']),
  group(['cli/doctor/findings'], ['cli/doctor-findings']),
  group(['cli/doctor/adopter'], ['cli/doctor-adopter']),
  group(['cli/doctor/container'], ['cli/doctor-platform', 'cli/doctor-container']),
  group(['cli/doctor/sharing'], ['cli/doctor-sharing']),
  group(
    ['cli/zombies/fallback', 'cli/zombies/groups', 'cli/zombies/tracer'],
    ['cli/zombies-groups', 'cli/zombies-of-proc'],
  ),
  group(
    ['cli/zombies/look', 'cli/zombies/native', 'cli/zombies/visibility'],
    ['cli/look', 'cli/visibility'],
  ),
  group(['cli/commands/doctor', 'cli/commands/ps'], ['cli/ps-and-doctor', 'cli/doctor-proof']),
  group(
    ['cli/doctor/situation'],
    ['cli/doctor-situation', 'cli/doctor-unseen', 'cli/doctor-proof'],
  ),
  group(['cli/doctor/orphan'], ['cli/doctor-orphan']),
  group(['cli/doctor/prove'], ['cli/doctor-proof']),
  group(['cli/doctor/kind'], ['cli/doctor-kind']),
  group(['cli/doctor/pid1'], ['cli/doctor-pid1']),
  group(['cli/doctor/remedies', 'cli/doctor/texts'], ['cli/doctor-texts']),
  group(['cli/doctor/report'], ['cli/doctor-report']),
  group(['cli/zombies/report', 'cli/zombies/verdict', 'cli/zombies/listing'], ['cli/zombies']),
  group(['native/elf'], ['native/elf']),
  group(['native/platform-package'], ['native/platform-package']),
  group(['native/cannot-load', 'native/install-hints'], ['native/cannot-load']),
  group(['native/binding'], ['native/binding', 'metrics/runtimes']),
  group(['native/guards'], ['api/messages', 'metrics/prometheus', 'runtimes/refused']),
  group(['native/libc'], ['native/libc']),
  group(['preload/environment'], ['preload/settings', 'preload/environment']),
  group(['preload/auto'], ['preload/auto', 'preload/environment']),
  group(['preload/become-init'], ['preload/init-command', 'preload/init-stays', 'cli/commands']),
  group(
    ['preload/command-line'],
    ['preload/arguments', 'preload/init-sea', 'preload/init-command'],
  ),
  group(
    ['preload/dynamic-loader', 'preload/restart-node'],
    ['preload/reason-to-stay', 'preload/init-stays'],
  ),
  group(
    ['preload/init', 'preload/init-above'],
    ['preload/init-elsewhere', 'preload/init-stays', 'preload/init-command', 'preload/init-node'],
  ),
  group(['metrics/slices'], ['metrics/slices']),
  group(['metrics/figures'], ['metrics/figures', 'metrics/prometheus']),
  group(
    ['metrics/look', 'metrics/reaped', 'metrics/running'],
    [
      'metrics/scene',
      'metrics/incomplete',
      'metrics/reaped',
      'metrics/prometheus',
      'metrics/runtimes',
    ],
  ),
  group(
    ['metrics/peer', 'metrics/prometheus'],
    ['metrics/prometheus', 'metrics/scene', 'metrics/incomplete'],
  ),
  group(
    ['metrics/opentelemetry'],
    ['metrics/opentelemetry', 'metrics/scene', 'metrics/prometheus'],
  ),
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
  group(['exporter/scrapes', 'exporter/server'], ['exporter/scrapes', 'exporter/answers']),
  group(['exporter/looker', 'exporter/look/worker'], ['exporter/looker', 'exporter/server']),
  group(
    [
      'cli/frame/arguments',
      'cli/frame/layout',
      'cli/frame/spawning',
      'cli/frame/terminal',
      'cli/watch/chart',
    ],
    ['cli/layout', 'cli/arguments'],
  ),
  group(['exporter/address'], ['exporter/address', 'cli/exporter']),
  group(['exporter/start'], ['exporter/answers', 'exporter/start']),
  group(
    [
      'exporter/look/once',
      'exporter/look/places',
      'exporter/look/sightings',
      'exporter/look/verdicts',
    ],
    ['exporter/zombies'],
  ),
  group(['exporter/look/machine'], ['exporter/machine']),
  group(['exporter/look/look', 'exporter/look/series'], ['exporter/series', 'exporter/look']),
  group(['cli/commands/completion', 'cli/commands/path'], ['cli/commands']),
  group(['cli/main', 'cli/commands/demo'], ['cli/commands', 'cli/frame']),
  group(['cli/commands/exporter'], ['cli/commands', 'cli/exporter']),
  group(['cli/commands/run'], ['cli/commands', 'cli/run']),
  group(['cli/run/supervise'], ['cli/supervise', 'cli/run-signals']),
  group(['cli/run/exit-codes', 'cli/run/guard'], ['cli/run-signals', 'cli/run']),
  group(['cli/watch/lines', 'cli/watch/samples'], ['cli/watch']),
  group(
    ['cli/commands/watch', 'cli/watch/leave', 'cli/watch/screen'],
    ['cli/commands', 'cli/watch', 'cli/screen'],
  ),
]
