// Calls that must not compile: tsc reports an `@ts-expect-error` without an error below it. tsc
// checks this file, and nothing runs it.

import * as all from 'zombie-reaper'

// @ts-expect-error: a misspelt key would take a status that somebody waits for
all.reap({ excluded: [1] })
// @ts-expect-error
all.reap({ exclude: 1 })
// @ts-expect-error
all.reap({ exclude: ['1'] })
// @ts-expect-error
all.reap(7)
// @ts-expect-error: the name may be missing
void all.reap()[0].name.length
// @ts-expect-error: the exit code is null after a death by a signal
void all.reap()[0].exitCode.toFixed()
// @ts-expect-error
all.makeZombie({ signal: 'KILL' })
// @ts-expect-error
all.makeZombie({ signal: 9 })
// @ts-expect-error
all.installSubreaper('yes')
// @ts-expect-error
all.startReaper({ interval: 100 })
// @ts-expect-error
all.startReaper().on('reaped', () => {})
// @ts-expect-error: the counters are read-only
all.startReaper().stats = { reaped: 0, quarantined: 0, passes: 0 }
// @ts-expect-error: reapOrphans() returns a promise
void all.reapOrphans().reaped
// @ts-expect-error
all.createJob({ timeout: 1 })
// @ts-expect-error
all.createJob().add('4711')
// @ts-expect-error: null stands for a browser that was connected to, undefined for no process
all.createJob().add(undefined)
// @ts-expect-error
all.createJob().close({ signal: 'TERM' })
// @ts-expect-error
void (all.zombies()[0].reaper === 'init')
// @ts-expect-error
void all.pidUsage().limit.toFixed()
// @ts-expect-error
all.waitpid(-1)
