// The types of the options and the results, written out a second time. tsc checks this file, and
// nothing runs it.

import { expectTypeOf } from 'expect-type'
import type {
  ExitSignal,
  JobCloseOptions,
  MakeZombieOptions,
  PidUsage,
  ProcessInfo,
  RealTimeSignal,
  ReapOptions,
  ReapOrphansOptions,
  ReapResult,
  ReapedProcess,
  ReaperOptions,
  ReaperStats,
  ZombieInfo,
} from 'zombie-reaper'

type Signal = NodeJS.Signals | RealTimeSignal

expectTypeOf<RealTimeSignal>().toEqualTypeOf<
  'SIGRTMIN' | `SIGRTMIN+${number}` | 'SIGRTMAX' | `SIGRTMAX-${number}`
>()
expectTypeOf<ExitSignal>().toEqualTypeOf<Signal | 'SIGRTMIN-1' | 'SIGRTMIN-2'>()
expectTypeOf<MakeZombieOptions>().toEqualTypeOf<{
  exitCode?: number | undefined
  signal?: Signal | undefined
  orphan?: boolean | undefined
}>()
expectTypeOf<ReapOptions>().toEqualTypeOf<{
  max?: number | undefined
  exclude?: Iterable<number | { readonly pid?: number | undefined } | null> | undefined
  names?: boolean | undefined
  steal?: boolean | undefined
}>()
expectTypeOf<ReapedProcess>().toEqualTypeOf<{
  pid: number
  status: number
  exitCode: number | null
  signal: ExitSignal | null
  coreDumped: boolean
  name?: string
}>()
expectTypeOf<ReaperOptions>().toEqualTypeOf<{
  quarantine?: number | undefined
  sweepInterval?: number | undefined
  subreaper?: boolean | undefined
  names?: boolean | undefined
}>()
expectTypeOf<ReaperStats>().toEqualTypeOf<{
  reaped: number
  quarantined: number
  passes: number
}>()
expectTypeOf<ReapResult>().toEqualTypeOf<{
  reaped: ReapedProcess[]
  remaining: ProcessInfo[]
}>()
expectTypeOf<ReapOrphansOptions>().toEqualTypeOf<{
  timeout?: number | undefined
  settle?: number | undefined
  pids?: Iterable<number | { readonly pid?: number | undefined } | null> | undefined
  quarantine?: number | undefined
}>()
expectTypeOf<JobCloseOptions>().toEqualTypeOf<{
  signal?: Signal | undefined
  killAfter?: number | undefined
  timeout?: number | undefined
}>()
expectTypeOf<ProcessInfo>().toEqualTypeOf<{
  pid: number
  ppid: number
  pgid: number
  session: number
  name: string
  argv: string[]
  state: string
  startTime: number
  rss: number
}>()
expectTypeOf<ZombieInfo>().toEqualTypeOf<{
  pid: number
  name: string
  ppid: number
  parentName: string | null
  parentArgv: string[]
  startTime: number
  reaper:
    | 'us'
    | 'quarantine'
    | 'libuv'
    | 'runtime'
    | 'other-thread'
    | 'threads'
    | 'tracer'
    | 'outside'
    | 'parent'
    | 'pid1'
}>()
expectTypeOf<PidUsage>().toEqualTypeOf<{
  tasks: number
  limit: number | null
  headroom: number | null
  zombies: number
  source: 'cgroup' | 'rlimit' | 'threads-max' | 'pid_max' | null
  cgroup: string | null
}>()
