// The parameters and results of each function. tsc checks this file, and nothing runs it.

import type { ChildProcess } from 'node:child_process'

import { expectTypeOf } from 'expect-type'
import {
  createJob,
  initPath,
  installSubreaper,
  isSubreaper,
  isSupported,
  makeZombie,
  orphans,
  pidUsage,
  reap,
  reapOrphans,
  startReaper,
  zombies,
} from 'zombie-reaper'
import type {
  Job,
  JobCloseOptions,
  MakeZombieOptions,
  PidUsage,
  ProcessInfo,
  ReapOptions,
  ReapOrphansOptions,
  ReapedProcess,
  Reaper,
  ReaperOptions,
  ReaperStats,
  ZombieInfo,
} from 'zombie-reaper'

interface Ended {
  reaped: ReapedProcess[]
  remaining: ProcessInfo[]
}

expectTypeOf(isSupported).toEqualTypeOf<boolean>()
expectTypeOf(initPath).toEqualTypeOf<string>()
expectTypeOf(makeZombie).toEqualTypeOf<(options?: MakeZombieOptions) => number>()
expectTypeOf(reap).toEqualTypeOf<(options?: ReapOptions) => ReapedProcess[]>()
expectTypeOf(installSubreaper).toEqualTypeOf<(enable?: boolean) => boolean>()
expectTypeOf(isSubreaper).toEqualTypeOf<() => boolean>()
expectTypeOf(startReaper).toEqualTypeOf<(options?: ReaperOptions) => Reaper>()
expectTypeOf(reapOrphans).toEqualTypeOf<(options?: ReapOrphansOptions) => Promise<Ended>>()
expectTypeOf(createJob).toEqualTypeOf<() => Job>()
expectTypeOf(orphans).toEqualTypeOf<() => ProcessInfo[]>()
expectTypeOf(zombies).toEqualTypeOf<() => ZombieInfo[]>()
expectTypeOf(pidUsage).toEqualTypeOf<() => PidUsage>()

declare const reaper: Reaper
declare const job: Job
declare const child: ChildProcess
declare const terminal: { readonly pid: number }

reap({ exclude: [4711, child, terminal] })
void reapOrphans({ pids: new Set([child, 4711]) })

expectTypeOf(reaper).toExtend<NodeJS.EventEmitter>()
expectTypeOf(reaper).toExtend<Disposable>()
expectTypeOf(reaper.stats).toEqualTypeOf<ReaperStats>()
expectTypeOf(reaper.stop).toEqualTypeOf<() => void>()
for (const listen of ['on', 'once', 'off'] as const) {
  reaper[listen]('reap', (reaped) => expectTypeOf(reaped).toEqualTypeOf<ReapedProcess>())
  reaper[listen]('error', (error) => expectTypeOf(error).toEqualTypeOf<NodeJS.ErrnoException>())
}
expectTypeOf(reaper.on('reap', () => {})).toEqualTypeOf<Reaper>()

expectTypeOf(job).toExtend<AsyncDisposable>()
expectTypeOf(job.env).toExtend<NodeJS.ProcessEnv>()
// The `env` of Deno.Command takes no undefined values.
expectTypeOf(job.env).toExtend<Record<string, string>>()
expectTypeOf(job.add(child)).toEqualTypeOf<ChildProcess>()
declare const maybe: ChildProcess | null
expectTypeOf(job.add(maybe)).toEqualTypeOf<ChildProcess | null>()
expectTypeOf(job.add(4711)).toExtend<number>()
expectTypeOf(job.add({ pid: 4711 })).toEqualTypeOf<{ pid: number }>()
expectTypeOf(job.processes).toEqualTypeOf<() => ProcessInfo[]>()
expectTypeOf(job.close).toEqualTypeOf<(options?: JobCloseOptions) => Promise<Ended>>()
