// What must not pass: an `@ts-expect-error` below which nothing is wrong is an error itself. Checked by
// tsc, and never run.

import * as all from 'zombie-reaper'

// @ts-expect-error: a slip of a key costs somebody a status
all.reap({ excluded: [1] })
// @ts-expect-error
all.reap({ exclude: 1 })
// @ts-expect-error
all.reap({ exclude: ['1'] })
// @ts-expect-error
all.reap(7)
// @ts-expect-error: may be missing
void all.reap()[0].name.length
// @ts-expect-error: null when it died of a signal
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
// @ts-expect-error: there are counters to read
all.startReaper().stats = { reaped: 0, quarantined: 0, passes: 0 }
// @ts-expect-error: a promise
void all.reapOrphans().reaped
// @ts-expect-error
all.createJob({ timeout: 1 })
// @ts-expect-error
all.createJob().add('4711')
// @ts-expect-error: null is the process of a browser that was connected to, and undefined none at all
all.createJob().add(undefined)
// @ts-expect-error
all.createJob().close({ signal: 'TERM' })
// @ts-expect-error
void (all.zombies()[0].reaper === 'init')
// @ts-expect-error
void all.pidUsage().limit.toFixed()
// @ts-expect-error
all.waitpid(-1)
