/// <reference types="node" />

import { EventEmitter } from 'node:events'

/*
 * The terms of this file:
 *
 * - A zombie is a dead process that its parent has not reaped. It keeps its PID.
 * - To reap or take a zombie is to wait for it (`waitpid(2)`). Only one wait call gets its status.
 * - An orphan is a process whose parent is gone. The kernel gives it to the nearest subreaper above
 *   it, or else to PID 1. That process adopts the orphan, and must reap it.
 * - libuv is the library under Node's event loop. It waits for the children of `child_process`.
 * - The quarantine is the time for which a zombie must stay unclaimed before the package takes it.
 *
 * Whose zombie is it? docs/safety.md has the whole table:
 *
 * | who waits for it                 | how the package knows           | what is guaranteed        |
 * | -------------------------------- | ------------------------------- | ------------------------- |
 * | libuv, for `child_process`       | it asks libuv                   | never taken               |
 * | Bun or Deno                      | this process holds a pidfd      | never taken               |
 * | the thread that started it       | the kernel hides the zombie     | never taken               |
 * | a thread, in a wait call already | the kernel says what threads do | not taken within 100 ms   |
 * | a thread that polls, or not yet  | it does not                     | nothing: use `exclude`    |
 * | no code: another session         | the session of the zombie       | reaped at once            |
 * | no code: `makeZombie()`          | the package has made it         | reaped at once            |
 * | no code: other orphans           | no thread takes it              | reaped                    |
 *
 * "Off Linux" means on every platform other than Linux. Times are of one machine with two cores and
 * Linux 6.18. docs/README.md explains more terms.
 */

/**
 * Says whether the package works here: true on Linux, false on every other platform.
 *
 * Where it is false, every function can still be called. `reap()`, `zombies()` and `orphans()`
 * return `[]`, `installSubreaper()` returns false, and `makeZombie()` throws.
 *
 * On Linux, loading the package throws `ERR_ZOMBIE_REAPER_NO_NATIVE_PART` when the native part
 * cannot be loaded. The message says why, and which command repairs the installation.
 */
export const isSupported: boolean

/**
 * A real-time signal, counted from SIGRTMIN up or from SIGRTMAX down.
 *
 * SIGRTMIN is the number 34, with glibc and with musl. SIGRTMAX is 64, the same signal as
 * SIGRTMIN+30.
 */
export type RealTimeSignal = 'SIGRTMIN' | `SIGRTMIN+${number}` | 'SIGRTMAX' | `SIGRTMAX-${number}`

/**
 * The name of a signal that ended a process.
 *
 * "SIGRTMIN-2" and "SIGRTMIN-1" are the kernel's signals 32 and 33. C libraries reserve them, so no
 * option accepts them. A process can still die of them.
 */
export type ExitSignal = NodeJS.Signals | RealTimeSignal | 'SIGRTMIN-1' | 'SIGRTMIN-2'

export interface MakeZombieOptions {
  /**
   * The exit code of the zombie, 0 to 255. Cannot be combined with `signal`.
   * @default 0
   */
  exitCode?: number | undefined
  /**
   * The signal that ends the process. Any signal whose default action is to terminate; that
   * excludes SIGCHLD, SIGCONT, SIGURG, SIGWINCH, SIGSTOP, SIGTSTP, SIGTTIN and SIGTTOU.
   * @default none: the process exits with `exitCode`
   */
  signal?: NodeJS.Signals | RealTimeSignal | undefined
  /**
   * Whether the zombie is an orphan: its parent is dead too, and this process has adopted it. If
   * this process is not PID 1, call `installSubreaper()` first. With false, the calling thread is
   * the parent.
   * @default false
   */
  orphan?: boolean | undefined
}

/**
 * Makes a zombie: a process that is dead when this function returns, and that no thread waits for.
 *
 * Use it in experiments and tests. `reap()` takes the zombie. You can call this function in a
 * Worker: the zombie is then a child of that thread. It moves to the main thread when the Worker
 * ends.
 *
 * @param options How the process dies.
 * @returns The PID of the zombie.
 * @throws `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE` (unknown option), `ERR_OUT_OF_RANGE`,
 *   `ERR_UNKNOWN_SIGNAL` or `ERR_INCOMPATIBLE_OPTION_PAIR` for wrong options. No process has been
 *   started then.
 * @throws `ERR_ZOMBIE_REAPER_NOT_REAPER` with `orphan: true`, when this process is neither PID 1
 *   nor a subreaper.
 * @throws `EAGAIN` with `syscall: 'clone'` when a limit forbids another process.
 * @throws `ENOMEM` with `syscall: 'clone'` when there is not enough memory.
 * @throws `ECHILD` with `syscall: 'waitid'` when this process ignores SIGCHLD. The kernel then
 *   keeps no zombies.
 * @throws `EPERM`, or the error that the filter sets, when a seccomp filter refuses `clone`,
 *   `waitid` or `prctl`.
 * @throws `ERR_UNSUPPORTED_PLATFORM` on a platform other than Linux.
 * @example
 * ```js
 * const { makeZombie, reap } = require('zombie-reaper')
 *
 * makeZombie({ exitCode: 7 })
 * console.log(reap())
 * // [ { pid: 4711, status: 1792, exitCode: 7, signal: null, coreDumped: false } ]
 * ```
 * @remarks Cost: about one `vfork(2)`. The call is `clone(CLONE_VM|CLONE_FILES|CLONE_VFORK)` with
 *   every signal blocked. It copies neither memory nor descriptors. For a signal that dumps core
 *   (QUIT ILL TRAP ABRT BUS FPE SEGV XCPU XFSZ SYS) it costs one `fork(2)`. It never writes a core
 *   file.
 */
export function makeZombie(options?: MakeZombieOptions): number

export interface ReapOptions {
  /**
   * Maximum number of zombies to take: a whole number from 0, or `Infinity`. One call takes 32,768
   * zombies at most, so that it ends even if children die faster than it reaps them.
   * @default Infinity
   */
  max?: number | undefined
  /**
   * Processes that the call leaves alone: PIDs, or objects with a `pid`, such as a ChildProcess or
   * a terminal of node-pty. Name every child that another native addon polls for, or will wait for
   * later. Cannot be combined with `steal`. Null entries name no process.
   * @default none
   */
  exclude?: Iterable<number | { readonly pid?: number | undefined } | null> | undefined
  /**
   * Whether to read the name of each process before reaping it. Costs several more system calls for
   * each zombie.
   * @default false
   */
  names?: boolean | undefined
  /**
   * Whether to take every zombie of this process, whichever thread started it or waits for it.
   *
   * **The children of `child_process` lose their exit status, and their `'exit'` event never
   * comes.** Use it only in a process that waits for no child. It is the loop of an init,
   * `waitpid(-1, WNOHANG|__WALL)`.
   * @default false
   */
  steal?: boolean | undefined
}

/** A process that has been reaped. The process is gone, and its PID can belong to another one. */
export interface ReapedProcess {
  /** The PID that the process had. */
  pid: number
  /** The wait status as in `wait(2)`. */
  status: number
  /** The exit code, 0 to 255. Null when a signal ended the process. */
  exitCode: number | null
  /**
   * The signal that ended the process, such as "SIGKILL" or "SIGRTMIN+3". Null when the process
   * exited. Some signals have two names. This field has SIGABRT, SIGIO and SIGRTMIN+30, never
   * SIGIOT, SIGPOLL and SIGRTMAX.
   */
  signal: ExitSignal | null
  /** Whether the kernel dumped core (`WCOREDUMP`). */
  coreDumped: boolean
  /**
   * The name as in `ps -o comm`, 15 bytes at most. Present with `names: true`, unless /proc does
   * not show it. The process chose it: escape control characters before you print it.
   *
   * The name of Node itself is "node", since Node 24 "MainThread", and since Node 26
   * "node-MainThread".
   */
  name?: string
}

/** What `reapOrphans()` and `job.close()` have done. */
export interface ReapResult {
  /** The processes that were reaped during the call. */
  reaped: ReapedProcess[]
  /** The processes that are not gone. */
  remaining: ProcessInfo[]
}

/**
 * Takes the zombies of the main thread that no code waits for. Synchronous. Waits less than a
 * millisecond.
 *
 * Most of these zombies are orphans that this process has adopted, as PID 1 or as a subreaper. The
 * others are children for which libuv no longer waits, such as those of a terminated Worker.
 *
 * **It never takes a status that libuv waits for.** That covers the children of `spawn`, `exec`,
 * `fork` and `spawnSync`, in Workers too. It asks libuv itself, so it also knows the children that
 * started before this package was loaded. In Bun and Deno it leaves each child for which this
 * process holds a pidfd.
 *
 * **It leaves a zombie to a thread that is blocked in a wait call for it.** node-pty, for example,
 * forks on the main thread, and waits in a thread of its own, which libuv does not know. If a
 * thread may be about to take a zombie, this call leaves the zombie for a later call. A later call
 * takes the zombie when it has stayed unclaimed for 100 ms. `reapOrphans()` waits for such zombies.
 *
 * **It can take a status that a thread polls for, or has not begun to wait for.** The same is true
 * for a process that the main thread traces (`ptrace(2)`). Name such children in `exclude`.
 *
 * It takes at once the zombies that certainly no thread waits for: orphans of another session, and
 * those that `makeZombie()` has made. An orphan that leads its session, as after `setsid(2)`, is
 * not certain. It never touches the children of other living threads.
 *
 * @param options What to take, and what to leave.
 * @returns The reaped processes, in no particular order. Empty when there was nothing to reap, and
 *   off Linux.
 * @throws `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE` (unknown option), `ERR_OUT_OF_RANGE` or
 *   `ERR_INCOMPATIBLE_OPTION_PAIR` for wrong options. Nothing has been taken then.
 * @throws `ERR_ZOMBIE_REAPER_NOT_STARTED` for a ChildProcess in `exclude` that could not be
 *   started.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker. The kernel gives orphans to the main
 *   thread.
 * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or shows another PID namespace. It
 *   throws only if the first zombie in the kernel's list must stay: libuv waits for it, or
 *   `exclude` names it. Nothing has been taken then.
 * @throws `EMFILE` or `ENFILE` with `syscall: 'open'` in the same case, when no file descriptor is
 *   left to read the list of children. Nothing has been taken then.
 * @throws `EPERM`, or the error that the filter sets, with `syscall: 'waitid'` or `'wait4'`, when a
 *   seccomp filter refuses the call.
 * @throws `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in Deno where the kernel has no pidfds, unless
 *   `steal` is true. Nothing has been taken then.
 * @example
 * ```js
 * // Reap every second, and leave a terminal of node-pty alone.
 * const pty = require('node-pty')
 * const { reap } = require('zombie-reaper')
 *
 * const terminal = pty.spawn('bash', [], {})
 * setInterval(() => {
 *   try {
 *     reap({ exclude: [terminal] })
 *   } catch (error) {
 *     console.error(error) // Such as EMFILE. The next call tries again.
 *   }
 * }, 1000).unref()
 * ```
 * @remarks Cost: one system call when there is nothing to reap. If there is a zombie, it visits
 *   each handle of the event loop once, and looks at each thread, in 6 us per thread. When no child
 *   lives and `exclude` is empty, it makes one system call for each zombie. Otherwise it reads the
 *   list of children, and makes one system call for each child, and two more for each zombie. A
 *   zombie that a thread may be about to take costs 0.6 ms once. The call is `waitpid(2)` with
 *   `WNOHANG|__WNOTHREAD`.
 */
export function reap(options?: ReapOptions): ReapedProcess[]

/**
 * Makes this process a subreaper, or undoes that. A subreaper adopts the orphans among its
 * descendants. Without it they go to the next subreaper above, or to PID 1.
 *
 * Call it before you start the processes: an orphan that another process has adopted does not come
 * back. The setting is for the whole process, and children do not inherit it. PID 1 does not need
 * it.
 *
 * @param enable Whether this process is to be a subreaper. Default: true.
 * @returns Whether this process is a subreaper now: `enable`, or false off Linux.
 * @throws `ERR_INVALID_ARG_TYPE` when `enable` is not a boolean.
 * @throws `EPERM`, or the error that the filter sets, with `syscall: 'prctl'`, when a seccomp
 *   filter refuses the call, as on AWS Lambda.
 * @throws `EINVAL` with `syscall: 'prctl'` on a kernel without subreapers, such as that of gVisor
 *   before July 2023.
 * @remarks Cost: one system call, `prctl(PR_SET_CHILD_SUBREAPER)`.
 */
export function installSubreaper(enable?: boolean): boolean

/**
 * Says whether this process is a subreaper. PID 1 adopts orphans without this setting, so in PID 1
 * the function can return false.
 *
 * @returns Whether this process is a subreaper; false off Linux, and on a kernel without
 *   subreapers.
 * @throws `EPERM`, or the error that the filter sets, with `syscall: 'prctl'`, when a seccomp
 *   filter refuses the call.
 * @throws `ERR_INVALID_ARG_VALUE` for any option: the function takes none.
 * @remarks Cost: one system call, `prctl(PR_GET_CHILD_SUBREAPER)`.
 */
export function isSubreaper(): boolean

export interface ReaperOptions {
  /**
   * How long a zombie must stay unclaimed before the reaper takes it, in ms, 0 to 2,147,483,647.
   *
   * The delay lets addons with their own waiting threads, such as node-pty, collect their children
   * first. A thread that runs when the delay is over extends it, up to five times its length. An
   * orphan of another session needs no delay, unless it leads that session: no thread of this
   * process has started it. With 0 the reaper does what `reap()` does.
   * @default 100
   */
  quarantine?: number | undefined
  /**
   * How often the reaper looks for zombies that no SIGCHLD announces, in ms, 1 to 2,147,483,647.
   * The children of a Worker that has ended are such zombies. An idle process wakes up at most once
   * per interval.
   * @default 10000
   */
  sweepInterval?: number | undefined
  /**
   * Whether to make this process a subreaper when it is not PID 1.
   * @default true
   */
  subreaper?: boolean | undefined
  /**
   * Whether the `'reap'` event has the name of each process.
   * @default false
   */
  names?: boolean | undefined
}

export interface ReaperStats {
  /** How many processes have been reaped since the reaper started. */
  reaped: number
  /** How many zombies are in quarantine now. */
  quarantined: number
  /**
   * How many times the reaper has looked for zombies: after deaths, at each `sweepInterval`, and at
   * the end of a quarantine.
   */
  passes: number
}

/** A running reaper. It never keeps the process alive. */
export interface Reaper extends EventEmitter, Disposable {
  readonly stats: ReaperStats
  /**
   * Stops the reaper, and undoes the subreaper setting if the reaper made it. A second call does
   * nothing.
   *
   * A process has one reaper, so it stops for the preload and for every other caller too. A reaper
   * that starts later does not call their listeners. Zombies in quarantine stay zombies, and so do
   * orphans that die later.
   */
  stop(): void
  on(event: 'reap', listener: (reaped: ReapedProcess) => void): this
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): this
  once(event: 'reap', listener: (reaped: ReapedProcess) => void): this
  once(event: 'error', listener: (error: NodeJS.ErrnoException) => void): this
  off(event: 'reap', listener: (reaped: ReapedProcess) => void): this
  off(event: 'error', listener: (error: NodeJS.ErrnoException) => void): this
}

/**
 * Starts the automatic reaper of this process.
 *
 * The reaper takes the zombies that exist already. When children die (SIGCHLD), it looks again,
 * after libuv has reaped its own children. It follows the rule of `reap()`. It takes only zombies
 * that have stayed unclaimed for `quarantine` ms, or that are orphans of another session. Other
 * native addons therefore keep their exit statuses too.
 *
 * A process has one reaper. While it runs, a second call returns it. Of the options of a second
 * call, only `subreaper: true` and `names: true` have an effect. Several copies of this package,
 * such as the copies that Jest loads for each test file, share one reaper.
 *
 * Events:
 * - `'reap'`: one process was reaped, by the reaper, by `reapOrphans()` or by a job.
 * - `'error'`: the kernel refused a wait call, or the list of children could not be read
 *   (`ERR_ZOMBIE_REAPER_NO_PROC` or `EMFILE`). The reaper goes on. Without the list it sees one
 *   zombie at a time, and none behind a zombie that libuv waits for. It reports an error once, and
 *   again only if the error was over meanwhile. Without a listener, the error becomes a process
 *   warning.
 *
 * The reaper does not change how signals work. The kernel drops SIGTERM for a PID 1 without a
 * handler: add a handler, or use an init. The reaper works without listeners of `process`, and
 * beside fake timers. `process.getActiveResourcesInfo()` does not show it.
 *
 * @param options How to reap.
 * @returns The reaper. Off Linux, a reaper that does nothing.
 * @throws `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE` (unknown option) or `ERR_OUT_OF_RANGE`
 *   for wrong options. Nothing has started then.
 * @throws `EPERM`, or the error that the filter sets, with `syscall: 'prctl'`, when a seccomp
 *   filter refuses the subreaper, as on AWS Lambda. Nothing has started then; `subreaper: false`
 *   works.
 * @throws `EINVAL` with `syscall: 'prctl'` on a kernel without subreapers, such as that of gVisor
 *   before July 2023. `subreaper: false` works there, too.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker.
 * @throws `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in Deno where the kernel has no pidfds.
 * @throws `ERR_ZOMBIE_REAPER_OTHER_VERSION` when this process has loaded another version of this
 *   package, which cannot share the reaper with this one.
 * @example
 * ```js
 * const { startReaper } = require('zombie-reaper')
 *
 * const reaper = startReaper({ names: true })
 * reaper.on('reap', ({ pid, name }) => console.log(pid, JSON.stringify(name)))
 * ```
 * @remarks Cost: two handles of libuv, and one file descriptor, which keeps the list of children
 *   open. A look costs one system call when there is nothing to reap. While a zombie is in
 *   quarantine, a look costs one system call for each child.
 */
export function startReaper(options?: ReaperOptions): Reaper

export interface ReapOrphansOptions {
  /**
   * Maximum time to wait, in ms, 0 to 2,147,483,647.
   * @default 1000
   */
  timeout?: number | undefined
  /**
   * Resolves when no new zombie has appeared for this many milliseconds, 0 to 2,147,483,647. Cannot
   * be combined with `pids`.
   * @default 100
   */
  settle?: number | undefined
  /**
   * Resolves when these processes are gone, whichever process reaps them. Takes PIDs, or objects
   * with a `pid`, such as a ChildProcess or a terminal of node-pty. Null entries name no process.
   * Cannot be combined with `settle`.
   * @default none: `settle` decides
   */
  pids?: Iterable<number | { readonly pid?: number | undefined } | null> | undefined
  /**
   * How long a zombie must stay unclaimed before it is taken, in ms, 0 to 2,147,483,647. As in
   * `startReaper()`.
   * @default 100
   */
  quarantine?: number | undefined
}

/**
 * Reaps orphans for a short time, while they die. Call it after `browser.close()`: some processes
 * of a browser are still dying then, and a single `reap()` comes too early.
 *
 * It follows the rule of `startReaper()`, and works beside a running reaper. It waits for the
 * zombies that `reap()` leaves because a thread may be about to take them. It never sends a signal.
 * It waits for no living process except those in `pids`. It keeps this process alive until
 * it resolves.
 *
 * @param options How long to wait, and for which processes.
 * @returns `reaped`: the processes that were reaped meanwhile. `remaining`: with `pids`, the named
 *   processes that are not gone; otherwise the living orphans, as in `orphans()`, and the zombies
 *   in quarantine.
 * @throws (rejects) `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE` (unknown option),
 *   `ERR_OUT_OF_RANGE` or `ERR_INCOMPATIBLE_OPTION_PAIR` for wrong options.
 * @throws (rejects) `ERR_ZOMBIE_REAPER_NOT_STARTED` for a ChildProcess that could not be started.
 * @throws (rejects) `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker.
 * @throws (rejects) `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in Deno where the kernel has no pidfds.
 * @throws (rejects) `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or shows another PID
 *   namespace.
 * @throws (rejects) An error of a system call. Its property `reaped` is an array of the processes
 *   that were reaped before. It is missing when the call failed before its first look.
 */
export function reapOrphans(options?: ReapOrphansOptions): Promise<ReapResult>

export interface JobCloseOptions {
  /**
   * The signal that each member gets first, once. `'SIGKILL'` kills all members at once.
   * @default 'SIGTERM'
   */
  signal?: NodeJS.Signals | RealTimeSignal | undefined
  /**
   * How long to wait before the members that still live get SIGKILL, in ms, 0 to 2,147,483,647.
   * With 0, members get only SIGKILL.
   * @default 2000
   */
  killAfter?: number | undefined
  /**
   * How long to wait after SIGKILL until the members are gone, in ms, 0 to 2,147,483,647. With less
   * than 100, some members can remain as zombies in quarantine.
   * @default 2000
   */
  timeout?: number | undefined
}

/** A group of processes that end together, with every process that they start. */
export interface Job extends AsyncDisposable {
  /**
   * The environment for the processes of the job: a copy of `process.env` with the job's own
   * variable, `ZOMBIE_REAPER_JOB_<id>`. Every process that inherits the variable is a member, even
   * without `add()`. If this program runs in a job itself, the copy keeps the variable of that
   * outer job.
   *
   * The job searches the first 2 MiB of each environment. execve(2) allows no more under the
   * default stack limit (`ulimit -s`, 8 MiB).
   */
  readonly env: NodeJS.ProcessEnv & Record<string, string>

  /**
   * Records a member. Call it right after you start the process.
   *
   * Every descendant of a member is a member too, even after the kernel reparents it.
   *
   * @param child A ChildProcess, such as the `browser.process()` of Puppeteer; any other object
   *   with a `pid`; or a PID. Other objects are a terminal of node-pty, a Subprocess of Bun and a
   *   Deno.ChildProcess. A ChildProcess or Subprocess that has already ended is allowed. Null
   *   records nothing: `browser.process()` is null for a browser that you connected to.
   * @returns The argument, so you can write `const child = job.add(spawn(...))`.
   * @throws `ERR_INVALID_ARG_TYPE` for any other value.
   * @throws `ERR_OUT_OF_RANGE` for a number that is not a PID, and for this process, one of its
   *   ancestors, or PID 1.
   * @throws `ERR_ZOMBIE_REAPER_NOT_STARTED` for a ChildProcess that could not be started.
   * @throws `ESRCH` with `syscall: 'kill'` when no process has this PID.
   * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or shows another PID namespace.
   * @throws `ERR_ZOMBIE_REAPER_JOB_CLOSED` when `close()` has resolved. While `close()` runs, you
   *   can still add a process, and `close()` ends it with the others.
   * @remarks Cost: one file of /proc, and one look at all of /proc soon after. Calls in the same
   *   turn of the event loop share that look.
   */
  add<T extends number | { readonly pid?: number | undefined } | null>(child: T): T

  /**
   * Lists the living members, even those that the kernel has reparented.
   *
   * A process is a member when one of these is true:
   * - You recorded it with `add()`, or an earlier look found it. PID and start time identify it.
   * - It is a descendant of a member.
   * - It is in a session or process group whose id is the PID of a member, living or dead.
   * - The job's variable is in its environment.
   *
   * This process, its ancestors and PID 1 are never members. A process that only shares the session
   * or process group of this process is no member.
   *
   * The job looks for members when you call this function, soon after each `add()`, when an added
   * child has ended, and throughout `close()`. It misses a process that leaves its parent, its
   * session and its environment between two looks.
   *
   * @returns The members. Empty off Linux.
   * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or shows another PID namespace.
   * @throws `EMFILE` with `syscall: 'open'` when no file descriptor is left to read /proc.
   * @remarks Cost: one small file for each process of the machine, and one more for each process
   *   younger than the job. About 1 ms with 100 processes, 50 ms with 1,500. It waits up to 31
   *   ms for processes in the middle of execve(2), which have no environment.
   */
  processes(): ProcessInfo[]

  /**
   * Ends and reaps the members, and no other process.
   *
   * It sends `signal` to each member, and SIGCONT to each stopped member. After `killAfter` ms it
   * sends SIGKILL to the members that still live. It looks again until no member is left, so it
   * also ends processes that start meanwhile. It resolves as soon as no member is left, or
   * `timeout` ms after the first SIGKILL. It waits about a second for a process in the middle of
   * execve(2), which may be a member.
   *
   * It does not make this process a subreaper. If this process is not PID 1, call
   * `installSubreaper()` or `startReaper()` before you start the processes. Otherwise another
   * process adopts the orphans of the job, and must reap them.
   *
   * It reaps the members that this process has adopted, after a quarantine of 100 ms. It leaves the
   * children of `child_process` to libuv. It leaves an orphan of another process to that process.
   * When a process dies before any look has seen it, the job does not know its zombie.
   * `startReaper()` or `reap()` takes that zombie.
   *
   * It keeps this process alive until it resolves. A second call returns the same promise, whatever
   * its options.
   *
   * The kernel can give the PID of a dead member to another process. `close()` never signals that
   * process: it compares start times, and sends through a pidfd (pidfd_open(2)). Without pidfds
   * (Linux before 5.3, or a seccomp filter) it calls `kill(2)` right after the comparison.
   *
   * @param options Which signal to send, and how long to wait.
   * @returns `reaped`: the members that were reaped during the call, by it or by `startReaper()`.
   *   `remaining`: the members that are not gone. Examples are a process of another user, a process
   *   in an uninterruptible sleep, and a zombie that this process has not reaped yet. Both are
   *   empty off Linux.
   * @throws (rejects) `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE` (unknown option),
   *   `ERR_OUT_OF_RANGE` or `ERR_UNKNOWN_SIGNAL` for wrong options. No signal has been sent then.
   * @throws (rejects) The errors of `processes()`. The property `reaped` of the error is an array
   *   of the members that were reaped before. You can call `close()` again then. The `reaped` of
   *   that call has these members, too.
   * @remarks Cost: it reads /proc every 20 ms and when children die. It uses at most a tenth of
   *   this thread's time. While children die one after another, it uses at most half.
   */
  close(options?: JobCloseOptions): Promise<ReapResult>

  /** Calls `close()` at the end of a block: `await using job = createJob()`, from Node 24. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Creates a job: a group of processes that you end together, such as a browser and its helpers.
 *
 * Start the processes with `job.env`, and also `add()` the first one. One of the two is not enough:
 * some processes of Chromium overwrite their environment, and others leave its session.
 *
 * @returns The job. Off Linux, a job without processes, whose `close()` does nothing.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker.
 * @throws `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in Deno where the kernel has no pidfds.
 * @throws `ERR_INVALID_ARG_VALUE` for any option: the function takes none.
 * @example
 * ```js
 * import { createJob, installSubreaper } from 'zombie-reaper'
 * import puppeteer from 'puppeteer-core'
 *
 * if (process.pid !== 1) installSubreaper()
 * const job = createJob()
 * try {
 *   // `options` are your own for puppeteer.launch().
 *   const browser = await puppeteer.launch({ ...options, env: job.env })
 *   job.add(browser.process())
 *   // Use the browser.
 * } finally {
 *   await job.close()
 * }
 * ```
 * @example
 * ```js
 * // From Node 24, the end of the block closes the job.
 * import { createJob, installSubreaper } from 'zombie-reaper'
 * import puppeteer from 'puppeteer-core'
 *
 * if (process.pid !== 1) installSubreaper()
 * await using job = createJob()
 * const browser = await puppeteer.launch({ ...options, env: job.env })
 * job.add(browser.process())
 * ```
 */
export function createJob(): Job

/** A process as `/proc/PID/stat` and `/proc/PID/cmdline` show it (proc_pid_stat(5)). */
export interface ProcessInfo {
  pid: number
  /** The PID of the parent; 0 when the parent is in another PID namespace. */
  ppid: number
  /** The process group (`getpgid(2)`). */
  pgid: number
  /** The session (`getsid(2)`). */
  session: number
  /**
   * The name as in `ps -o comm`, 15 bytes at most. The process chose it: escape control characters
   * before you print it.
   */
  name: string
  /**
   * The command line, with the program's own name first. A process can overwrite it
   * (`setproctitle`). Empty when the process is dead or gone.
   *
   * The process chose it: escape control characters before you print it. The list ends after 128
   * KiB, and after 1,024 arguments. A character that this cut breaks becomes one U+FFFD.
   */
  argv: string[]
  /**
   * The state, one letter as in `ps -o state`. R is running, S sleeping, D uninterruptible sleep, T
   * stopped, t stopped by a tracer, I idle kernel thread, Z zombie.
   *
   * It is the state of the leader thread. A process in state Z still lives if another of its
   * threads runs.
   */
  state: string
  /**
   * When the process started, in ms since the epoch, as `Date.now()` counts. The value is right to
   * about 10 ms, because the kernel counts steps of 10 ms since boot (`CLOCK_BOOTTIME`). Two calls
   * can differ by 1 ms.
   */
  startTime: number
  /** The resident memory in bytes, as the kernel estimates it. */
  rss: number
}

/**
 * Lists the living children of the main thread that libuv does not wait for.
 *
 * The list has the orphans that this process has adopted, as PID 1 or as a subreaper. It also has
 * the children of other native addons on the main thread, such as node-pty: the kernel does not
 * tell them from orphans. It does not have the children of `child_process` or of Workers, nor
 * grandchildren.
 *
 * Do not signal every process of the list: the crashpad handler of a running browser is an orphan
 * from its start. To end the processes of one browser, use `createJob()`.
 *
 * @returns The orphans, oldest child first. Empty off Linux.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker. The kernel gives orphans to the main
 *   thread.
 * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or shows another PID namespace.
 * @throws An error of a system call, as `EMFILE` when no file descriptor is left.
 * @throws `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in Deno where the kernel has no pidfds.
 * @throws `ERR_INVALID_ARG_VALUE` for any option: the function takes none.
 * @remarks Cost: it reads one list of children (`/proc/self/task/TID/children`), asks libuv once,
 *   and reads two small files for each orphan. A kernel without CONFIG_PROC_CHILDREN has no such
 *   list. The function then reads one file for each process that /proc shows.
 */
export function orphans(): ProcessInfo[]

/** A dead process that has not been reaped. */
export interface ZombieInfo {
  pid: number
  /**
   * The name as in `ps -o comm`, 15 bytes at most. The process chose it: escape control characters
   * before you print it.
   */
  name: string
  /** The PID of the parent; 0 when the parent is in another PID namespace. */
  ppid: number
  /**
   * The name of the parent. With `reaper: 'parent'` it names the program to fix. Null when /proc
   * does not show it. The parent chose it: escape control characters before you print it.
   */
  parentName: string | null
  /**
   * The command line of the parent, as in `ProcessInfo`. Empty when /proc does not show it. All
   * zombies of one parent share the array.
   */
  parentArgv: string[]
  /** When the process started, in ms since the epoch, right to about 10 ms. */
  startTime: number
  /**
   * Who must reap the zombie:
   * - `'us'`: this process. libuv does not wait for the zombie, and `reap()` takes it. If another
   *   native addon waits for it, name it in `exclude`.
   * - `'quarantine'`: this process. `startReaper()`, `reapOrphans()` or a job has seen the zombie,
   *   and takes it after the quarantine.
   * - `'libuv'`: this process. The zombie is a child of `child_process`, and libuv is about to reap
   *   it.
   * - `'runtime'`: this process, in Bun and Deno. The zombie is a child of the runtime, which is
   *   about to reap it.
   * - `'other-thread'`: another thread of this process, such as a Worker. The zombie moves to the
   *   main thread when that thread ends.
   * - `'threads'`: no process yet, because the process is not dead. Its leader thread has ended,
   *   and other threads of it run.
   * - `'tracer'`: the process that traces the zombie (`ptrace(2)`), such as a debugger or strace.
   *   The tracer must wait before the parent can. `TracerPid` in `/proc/PID/status` names the
   *   tracer.
   * - `'outside'`: a parent in another PID namespace, as with `docker exec` and `nsenter`.
   * - `'parent'`: its living parent. If a later call still lists the zombie, the parent does not
   *   wait for it. No init can help then: fix or end that program.
   * - `'pid1'`: PID 1 of this PID namespace. If a later call still lists the zombie, PID 1 does not
   *   wait for it. Put an init there (`initPath`), or call `startReaper()` in PID 1. In PID 1
   *   itself `'pid1'` stands in place of `'us'` until you call `startReaper()`. `reap()` takes
   *   these zombies.
   */
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
}

/**
 * Lists every process in state Z that /proc shows, and says who must reap it.
 *
 * You can call it in a Worker. It then asks only the libuv of that Worker. It says `'libuv'` for
 * the children of that Worker, and `'other-thread'` for all other zombies of this process.
 *
 * @returns The zombies, in the order of their PIDs. Empty off Linux.
 * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or shows another PID namespace.
 * @throws `EMFILE` or `ENFILE` with `syscall: 'open'` when no file descriptor is left.
 * @throws `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in Deno where the kernel has no pidfds.
 * @throws `ERR_INVALID_ARG_VALUE` for any option: the function takes none.
 * @remarks Cost: it makes one system call for each process, and reads one file for each zombie
 *   (`/proc/PID/stat`). It reads one more for each zombie of another process (`/proc/PID/status`),
 *   and two for each parent of a zombie. Each zombie of this process costs one system call. About
 *   2 ms with 1,000 processes. A process without open files, such as a kernel thread, costs one more
 *   system call. If you may not see its working directory, it costs one more file too. Before Linux
 *   6.2 every process costs that.
 */
export function zombies(): ZombieInfo[]

export interface PidUsage {
  /**
   * How many tasks count against the limit now. Each thread of a process is a task, and each zombie
   * is one.
   */
  tasks: number
  /**
   * The tightest limit: the one with the smallest headroom. Null when no limit is known (off Linux,
   * or without /proc/sys).
   */
  limit: number | null
  /** How many more tasks can start: `limit - tasks`, never below 0. Null without a limit. */
  headroom: number | null
  /**
   * How many of `tasks` are zombies that this /proc shows. `zombies()` says who must reap them.
   */
  zombies: number
  /**
   * Where the limit comes from:
   * - `'cgroup'`: `pids.max` of this process's control group (v1 or v2), or of a group above it.
   * - `'rlimit'`: RLIMIT_NPROC (`ulimit -u`), which counts all tasks of the real user. The kernel
   *   does not enforce it for root, nor with CAP_SYS_ADMIN or CAP_SYS_RESOURCE outside of user
   *   namespaces.
   * - `'threads-max'`: `kernel.threads-max`, for the whole machine.
   * - `'pid_max'`: `kernel.pid_max` minus 300, because the kernel gives out the first 300 PIDs only
   *   once. For the whole machine; since Linux 6.14 for this PID namespace.
   */
  source: 'cgroup' | 'rlimit' | 'threads-max' | 'pid_max' | null
  /** The directory of the control group, as mounted here. Null for every other `source`. */
  cgroup: string | null
}

/**
 * Says how many more processes and threads can start, and which limit applies. At the limit,
 * `fork(2)` fails with EAGAIN.
 *
 * The real headroom can be smaller. A container does not see the control groups above its own.
 * Other containers of the same user also count against RLIMIT_NPROC. You can call it in a Worker.
 *
 * @returns The usage. Off Linux, zeros and nulls.
 * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or shows another PID namespace.
 * @throws `EMFILE` or `ENFILE` with `syscall: 'open'` when no file descriptor is left.
 * @throws `ERR_INVALID_ARG_VALUE` for any option: the function takes none.
 * @remarks Cost: it reads one file for each process (`/proc/PID/stat`), and a few others. Where
 *   RLIMIT_NPROC may be the tightest limit, it reads two files for each process. For a control group it also
 *   reads the task lists of that group and of the groups below.
 */
export function pidUsage(): PidUsage

/**
 * The absolute path of zombie-init, the static init of this package, for a Dockerfile or `spawn()`.
 *
 * Run it as `zombie-init [OPTIONS] -- PROGRAM ARGS`. It is a drop-in replacement for Tini.
 *
 * Empty off Linux, on an architecture without binaries, and in a checkout before
 * `npm run build:init`. The package does not check whether the file can be executed.
 */
export const initPath: string
