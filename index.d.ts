/// <reference types="node" />

import { EventEmitter } from 'node:events'

/**
 * True on Linux, where the native part is loaded. False elsewhere: there is nothing to reap,
 * `reap()` returns `[]`, `installSubreaper()` returns false and `makeZombie()` throws.
 *
 * On Linux without a native part that can be loaded, loading the package throws
 * `ERR_ZOMBIE_REAPER_NO_NATIVE_PART`, which says what is wrong with it and what mends that.
 */
export const isSupported: boolean

/** A real-time signal, counted from SIGRTMIN, which is 34 on every libc here: up to SIGRTMIN+30, also called SIGRTMAX. */
export type RealTimeSignal = 'SIGRTMIN' | `SIGRTMIN+${number}` | 'SIGRTMAX' | `SIGRTMAX-${number}`

export interface MakeZombieOptions {
  /** The exit code, 0 to 255. Default 0. Not together with `signal`. */
  exitCode?: number | undefined
  /**
   * The signal it dies of: any whose default action is to terminate. CHLD, CONT, URG, WINCH, STOP,
   * TSTP, TTIN and TTOU are none of those.
   */
  signal?: NodeJS.Signals | RealTimeSignal | undefined
  /**
   * Whether its parent is gone too, so that it has been adopted. Default false: its parent is the
   * calling thread. Needs this process to be PID 1 or a subreaper, and then it is ours to reap.
   */
  orphan?: boolean | undefined
}

/**
 * Makes a zombie: a process that is dead when this returns, and that nobody has waited for. For
 * experiments and tests; `reap()` takes it away.
 *
 * `clone(CLONE_VM|CLONE_VFORK)`, with every signal blocked, so that no handler of this process runs
 * in the new one. Costs about as much as a `vfork()`: nothing of the heap is copied. (A kernel with
 * CONFIG_BSD_PROCESS_ACCT visits each of its mappings, though.) For a signal that dumps core (QUIT
 * ILL TRAP ABRT BUS FPE SEGV XCPU XFSZ SYS) it costs as much as a `fork()`. No core file is written.
 *
 * May be called in a Worker. The zombie is then that thread's child, and comes to the main thread,
 * where it can be reaped, when the Worker ends.
 *
 * @returns Its PID.
 * @throws `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE` (an option that does not exist),
 *   `ERR_OUT_OF_RANGE`, `ERR_UNKNOWN_SIGNAL` or `ERR_INCOMPATIBLE_OPTION_PAIR` for bad options,
 *   before anything is started.
 * @throws `ERR_ZOMBIE_REAPER_NOT_REAPER` with `orphan: true` when this process is no reaper.
 * @throws `EAGAIN` with `syscall: 'clone'` when no more processes can be started, `ENOMEM` when there
 *   is no memory for one; `ECHILD` with `syscall: 'waitid'` when SIGCHLD is ignored, so that the kernel
 *   keeps no zombies; `EPERM` or the like when a seccomp filter refuses `clone`, `waitid` or `prctl`.
 * @throws `ERR_UNSUPPORTED_PLATFORM` when not on Linux.
 */
export function makeZombie(options?: MakeZombieOptions): number

export interface ReapOptions {
  /**
   * Maximum number of zombies to take, a whole number from 0, or `Infinity`. Default `Infinity`: all
   * there are, up to 32,768. A call ends so even while children die faster than it takes them.
   */
  max?: number | undefined
  /**
   * Processes to leave alone: PIDs, or objects with a `pid`, such as a ChildProcess or a terminal of
   * node-pty. Name here what another native addon started and waits for: see `reap()`. Not together
   * with `steal`.
   */
  exclude?: Iterable<number | { readonly pid?: number | undefined }> | undefined
  /** Whether to read the name of each process before it is gone, at several more system calls each. Default false. */
  names?: boolean | undefined
  /**
   * Take every zombie of this process, whichever thread made it and whoever waits for it. Default
   * false. This is the `waitpid(-1, WNOHANG|__WALL)` loop of an init: **the children of `child_process` lose their exit
   * statuses to it**, their `'exit'` event never comes. Only for a process that waits for no child.
   */
  steal?: boolean | undefined
}

/** A process that has been waited for: it is gone, and its PID may be given to another one. */
export interface ReapedProcess {
  pid: number
  /** The wait status as `wait(2)` gives it. */
  status: number
  /** 0 to 255, or null when it died of a signal. */
  exitCode: number | null
  /**
   * The signal that it died of, or null when it exited: "SIGKILL", and real-time signals counted
   * from SIGRTMIN (34), as in "SIGRTMIN+3". The kernel's 32 and 33, which C libraries keep for
   * themselves, are "SIGRTMIN-2" and "SIGRTMIN-1". Each signal has one name: SIGABRT, SIGIO and
   * SIGRTMIN+30, not SIGIOT, SIGPOLL and SIGRTMAX.
   */
  signal: string | null
  /** Whether a core file was written (`WCOREDUMP`). */
  coreDumped: boolean
  /**
   * Its name as in `ps -o comm` (15 bytes), with `names: true`. Missing where /proc did not give it.
   * The process chose it: escape control characters before you print it.
   * Node's own is "node", since Node 24 "MainThread" and since 26 "node-MainThread".
   */
  name?: string
}

/**
 * Takes the zombies that nobody waits for: orphans that this process has adopted, as PID 1 or as a
 * subreaper, and children that libuv has abandoned (`waitpid(2)` with `WNOHANG|__WNOTHREAD`).
 * Synchronous, never blocks.
 *
 * **No status that libuv waits for is ever taken**, exactly and always: the children of `spawn`,
 * `exec`, `fork` and `spawnSync`, in Workers too, started before or after this package was loaded.
 * It asks libuv itself.
 *
 * **What another native addon waits for may be taken.** An addon that forks on the main thread and
 * waits in a thread of its own, as node-pty does, is not known to libuv, and this call is immediate.
 * Name such children in `exclude` (`reap({ exclude: [pty] })`), or their exit status may be
 * lost to it: node-pty then reports an `exitCode` of 0, as if all were well. The same goes for one whose forking thread has ended, and for one that the addon
 * traces (`ptrace(2)`). Children of other threads that live are never touched.
 *
 * Costs one system call when there is nothing to reap, in which the kernel steps over each living
 * child. Otherwise it visits each handle of the event loop once, and makes one system call a zombie
 * while nothing is owned and nothing excluded; else it reads the list of children, and makes one
 * system call for each child that is neither.
 *
 * @returns What was taken, in no particular order; empty when there was nothing, or off Linux.
 * @throws `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE` (an option that does not exist),
 *   `ERR_OUT_OF_RANGE` or `ERR_INCOMPATIBLE_OPTION_PAIR` for bad options, before anything is taken.
 * @throws `ERR_ZOMBIE_REAPER_NOT_STARTED` for a ChildProcess in `exclude` that could not be started.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker: the kernel gives orphans to the main thread.
 * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when a zombie that somebody waits for stands before everything
 *   else and /proc, which would show what is behind it, is missing or of another PID namespace;
 *   `EMFILE` or `ENFILE` with `syscall: 'open'` when it cannot be read for want of a file descriptor.
 *   Nothing has been taken then.
 * @throws `EPERM` or the like with `syscall: 'waitid'` or `'wait4'` when a seccomp filter refuses.
 * @throws `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in Bun and Deno, but for `steal: true`: they cannot
 *   be asked what they wait for.
 */
export function reap(options?: ReapOptions): ReapedProcess[]

/**
 * Makes this process a subreaper, so that orphans among its descendants come to it instead of to
 * PID 1, or ends that (`prctl(PR_SET_CHILD_SUBREAPER)`). PID 1 needs it not. For the whole process;
 * children do not inherit it. One system call.
 *
 * @param enable Default true.
 * @returns Whether this process is a subreaper now: `enable`, and always false off Linux.
 * @throws `ERR_INVALID_ARG_TYPE` when `enable` is no boolean.
 * @throws `EPERM` (or what else the filter says) with `syscall: 'prctl'` when a seccomp filter
 *   refuses, as on AWS Lambda.
 */
export function installSubreaper(enable?: boolean): boolean

/**
 * Whether this process has been made a subreaper (`prctl(PR_GET_CHILD_SUBREAPER)`). PID 1 is a
 * reaper without being one. One system call; always false off Linux.
 *
 * @throws `EPERM` with `syscall: 'prctl'` when a seccomp filter refuses.
 * @throws `ERR_INVALID_ARG_VALUE` for an option: it takes none.
 */
export function isSubreaper(): boolean

export interface ReaperOptions {
  /**
   * How long a zombie must stay unclaimed before it is taken, in ms, 0 or more. Default 100. Other
   * native addons, node-pty among them, fork on the main thread and wait in a thread of their own:
   * within this time they do. With 0 it is `reap()` after each burst of deaths, and their exit
   * statuses may be lost to it.
   */
  quarantine?: number | undefined
  /**
   * How often to look for what comes without a signal (the children of a Worker that has ended), in
   * ms, 1 or more. Default 10,000. An idle process wakes up once in this time and not oftener.
   */
  sweepInterval?: number | undefined
  /**
   * Whether to make this process a subreaper when it is not PID 1, so that the orphans among its
   * descendants come to it. Default true.
   */
  subreaper?: boolean | undefined
  /** Whether the `'reap'` event tells the name of each process. Default false. */
  names?: boolean | undefined
}

export interface ReaperStats {
  /** Processes reaped since it was started. */
  reaped: number
  /** Zombies that wait for the end of their quarantine now. */
  quarantined: number
  /** How many times it has looked for zombies: once for each burst of deaths, and once for each sweep. */
  passes: number
}

/** A running reaper. It never keeps the process alive. */
export interface Reaper extends EventEmitter, Disposable {
  readonly stats: ReaperStats
  /**
   * Ends it; what was made a subreaper by it is none any more. Zombies in quarantine, and orphans that
   * die later, stay as they are. Nothing happens the second time.
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
 * Reaps by itself from now on: what is there already, and then after each burst of SIGCHLD, when
 * libuv has had its turn. By the same rule as `reap()`, and only what has stayed unclaimed for
 * `quarantine` ms, so that native addons that wait in a thread of their own keep their statuses too.
 *
 * There is one reaper a process. While one runs, this returns it, and of the options only
 * `subreaper: true` and `names: true` matter. That holds for two copies of this package too, and for
 * the copy that Jest loads for each test file. `zombie-reaper/auto` starts it without a change to the
 * program.
 *
 * Emits `'reap'` with each process that was reaped, by it or by `reapOrphans()` or a job. Emits
 * `'error'` when the kernel refuses a wait call, and when the list of children cannot be read
 * (`ERR_ZOMBIE_REAPER_NO_PROC` or `EMFILE`). The reaper goes on then. Without that list it sees one
 * zombie at a time, and none behind one that somebody waits for. It tells of each such error once,
 * until it is over. When nobody listens for `'error'`, that is a warning.
 *
 * It hears of deaths from libuv, and depends neither on listeners of `process` nor on timers and
 * clocks that a test fakes. `process.getActiveResourcesInfo()` shows nothing of it.
 *
 * Signals are not its business: SIGTERM without a handler is dropped by the kernel when the process
 * is PID 1, with a reaper as without one.
 *
 * Costs one signal handle, and one descriptor, of the list of children, which it keeps open for the
 * time when no other can be had. Costs one system call a burst while nothing is to be reaped; a zombie
 * in quarantine costs one call for each child and pass.
 *
 * @returns The reaper; off Linux one that does nothing.
 * @throws `ERR_INVALID_ARG_TYPE` or `ERR_OUT_OF_RANGE` for bad options, before anything has begun.
 * @throws `EPERM` with `syscall: 'prctl'` when a seccomp filter refuses the subreaper, as on AWS
 *   Lambda: nothing has begun then, and `subreaper: false` does without.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker, `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in
 *   Bun and Deno.
 * @throws `ERR_ZOMBIE_REAPER_OTHER_VERSION` when this process has loaded a version of this package that
 *   cannot share the reaper with this one.
 */
export function startReaper(options?: ReaperOptions): Reaper

export interface ReapOrphansOptions {
  /** How long to wait at the most, in ms, 0 or more. Default 1000. */
  timeout?: number | undefined
  /**
   * It is over when no zombie has come for so long, in ms, 0 or more. Default 100. Not together with
   * `pids`.
   */
  settle?: number | undefined
  /**
   * It is over when these processes are gone, whoever waits for them: PIDs, or objects with a `pid`,
   * such as a ChildProcess or a terminal of node-pty. Default: see `settle`.
   */
  pids?: Iterable<number | { readonly pid?: number | undefined }> | undefined
  /** How long a zombie must stay unclaimed before it is taken, in ms, 0 or more. Default 100. */
  quarantine?: number | undefined
}

/**
 * Reaps orphans as they die, for a short while: for the moment after `browser.close()`, when some
 * processes are still at it and a single `reap()` would come too early. By the same rule as
 * `startReaper()`, beside which it may run.
 *
 * It never signals anything, and no living process makes it wait but those in `pids`. It keeps the
 * process alive until it resolves.
 *
 * @returns What was reaped meanwhile, and what remains: of `pids` those that are not gone, otherwise
 *   the living orphans, as `orphans()` has them, and the zombies whose quarantine is not over.
 * @throws (rejects with) `ERR_INVALID_ARG_TYPE`, `ERR_INVALID_ARG_VALUE` (an option that does not
 *   exist), `ERR_OUT_OF_RANGE` or `ERR_INCOMPATIBLE_OPTION_PAIR` for bad options;
 *   `ERR_ZOMBIE_REAPER_NOT_STARTED` for a ChildProcess that could not be started;
 *   `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker; what `orphans()` throws where there is no /proc.
 */
export function reapOrphans(options?: ReapOrphansOptions): Promise<{
  reaped: ReapedProcess[]
  remaining: ProcessInfo[]
}>

export interface JobCloseOptions {
  /** What each member is sent first, once. Default `'SIGTERM'`. `'SIGKILL'` ends them at once. */
  signal?: NodeJS.Signals | RealTimeSignal | undefined
  /** After how long what still lives is sent SIGKILL, in ms, 0 or more. Default 2000. With 0 nothing else is sent. */
  killAfter?: number | undefined
  /**
   * How long to wait after SIGKILL for them to be gone, in ms, 0 or more. Default 2000. Below 100
   * orphans may still be in quarantine then, and remain as zombies.
   */
  timeout?: number | undefined
}

/** Processes that belong together, and everything that they start. */
export interface Job extends AsyncDisposable {
  /**
   * The environment to start its processes with: a copy of `process.env`, made by `createJob()`, and
   * the job's own variable, `ZOMBIE_REAPER_JOB_<id>`. Whoever inherits it is a member, without
   * `add()` too. A job within a job keeps the outer one's variable.
   *
   * The job searches the first 2 MiB of each environment. execve(2) allows no more under the default
   * stack limit (`ulimit -s`, 8 MiB).
   */
  readonly env: NodeJS.ProcessEnv

  /**
   * Records a member, whatever its environment is: at best right after it was started. Everything
   * that it has started and will start is a member too, even when it is re-parented. Costs one small
   * file, and one look at /proc soon after that, however many are added at once.
   *
   * @param child A ChildProcess (puppeteer's `browser.process()`), anything else with a `pid`
   *   (node-pty's terminals), or a PID. A ChildProcess that has ended already is no mistake,
   *   even before its `'exit'` event. Null, which `browser.process()` is for a browser that was
   *   connected to, records nothing.
   * @returns The same: `const child = job.add(spawn(...))`.
   * @throws `ERR_INVALID_ARG_TYPE` or `ERR_OUT_OF_RANGE` when it is neither, and when it is this
   *   process, one of its ancestors or PID 1.
   * @throws `ERR_ZOMBIE_REAPER_NOT_STARTED` for a ChildProcess that could not be started.
   * @throws `ESRCH` with `syscall: 'kill'` when there is no process with this PID.
   * @throws `ERR_ZOMBIE_REAPER_JOB_CLOSED` when `close()` has resolved: nothing would end it. While
   *   the job is being closed it is still ended with the others.
   */
  add<T extends number | { readonly pid?: number | undefined } | null>(child: T): T

  /**
   * The living members, wherever they have been re-parented to. Those are: who was recorded by
   * `add()` or found earlier, by PID and start time; all their descendants; who is in a session or a
   * process group whose id is the PID of a member, now or earlier; and who has the job's variable in
   * its environment. Never this process itself, its ancestors, or PID 1, and our own session and
   * process group make nobody a member.
   *
   * It looks now, soon after each `add()`, when a child that was added has ended, and throughout
   * `close()`. So it misses what, between two looks, has got rid of its parent, its session and its
   * environment alike.
   *
   * Reads one small file of each process of the machine, and another one of those that are younger
   * than the job: about 1 ms with 100 processes, 50 ms with 1500. Waits up to 5 ms for processes in
   * the middle of execve(2), which have no environment. `[]` off Linux.
   *
   * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or of another PID namespace.
   */
  processes(): ProcessInfo[]

  /**
   * Ends the members and no others: sends each of them `signal`, and those that are stopped SIGCONT;
   * after `killAfter` ms SIGKILL to what still lives; and looks again until nobody is left, for what
   * was started meanwhile. Each signal goes through a pidfd, after the start time was compared: a
   * process that has got a member's PID is not signalled. Without pidfds (Linux below 5.3, a seccomp
   * filter) `kill(2)` follows that comparison at once.
   *
   * Members that are orphans of this process are reaped, by the rule of `startReaper()` with its
   * quarantine of 100 ms; those that libuv waits for are left to libuv, and other orphans to whoever
   * reaps them. What was over before any look has seen it leaves a zombie that cannot be told from
   * another's: that is for `startReaper()` or `reap()`. Whether to make this process a reaper is yours to say: `installSubreaper()`.
   *
   * Resolves as soon as nobody is left, `killAfter + timeout` ms later at the latest. A second call
   * returns the same promise, whatever its options. Keeps this process alive meanwhile. Looks at
   * /proc every 20 ms and when children die, but seldom enough to take at most a tenth of the time of
   * this thread, half of it while children die one after another.
   *
   * @returns `reaped`: the members that were reaped during the call, by it or by `startReaper()`.
   *   `remaining`: those that are not gone in time, zombies of this process included; another user's
   *   process, to which we may send no signal, or one in an uninterruptible sleep. Empty off Linux,
   *   where nothing is done.
   * @throws (rejects with) `ERR_INVALID_ARG_TYPE`, `ERR_OUT_OF_RANGE` or `ERR_UNKNOWN_SIGNAL` for bad
   *   options, before anything is sent; what `processes()` throws. It can be called again then.
   */
  close(options?: JobCloseOptions): Promise<{ reaped: ReapedProcess[]; remaining: ProcessInfo[] }>

  /** `close()` at the end of a block: `await using job = createJob()`, from Node 24. */
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Begins a job: processes to end together, such as a browser with all that belongs to it.
 *
 * ```js
 * import { createJob } from 'zombie-reaper'
 * import puppeteer from 'puppeteer-core'
 *
 * const job = createJob()
 * try {
 *   const browser = await puppeteer.launch({ ...options, env: job.env }) // options: your own
 *   job.add(browser.process())
 * } finally {
 *   await job.close()
 * }
 * ```
 *
 * From Node 24 the end of a block closes the job:
 *
 * ```js
 * // From Node 24.
 * import { createJob } from 'zombie-reaper'
 * import puppeteer from 'puppeteer-core'
 *
 * await using job = createJob()
 * const browser = await puppeteer.launch({ ...options, env: job.env })
 * job.add(browser.process())
 * ```
 *
 * Do both, start them with `job.env` and `add()` the first: Chromium overwrites the environment of
 * some of its processes, and others leave its session.
 *
 * @returns The job; off Linux one without processes, whose `close()` does nothing.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker, `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in
 *   Bun and Deno.
 * @throws `ERR_INVALID_ARG_VALUE` for an option: it takes none.
 */
export function createJob(): Job

/** A process as `/proc/PID/stat` and `/proc/PID/cmdline` have it (proc_pid_stat(5)). */
export interface ProcessInfo {
  pid: number
  /** Its parent's PID; 0 when the parent is in another PID namespace. */
  ppid: number
  /** Its process group (`getpgid(2)`). */
  pgid: number
  /** Its session (`getsid(2)`). */
  session: number
  /**
   * Its name as in `ps -o comm`: 15 bytes at most. The process chose it: escape control characters
   * before you print it.
   */
  name: string
  /**
   * Its command line, with its own name in front; whatever it has written over that, if it did
   * (`setproctitle`). Empty when it is dead, or gone meanwhile.
   *
   * A process chooses its own command line: escape control characters before you print it. This one
   * is cut after 128 KiB, and after 1,024 arguments. A character that the cut breaks becomes one
   * U+FFFD.
   */
  argv: string[]
  /**
   * One letter, as in `ps -o state`: R running, S sleeping, D in an uninterruptible sleep, T stopped,
   * t stopped by a tracer, I an idle kernel thread, Z dead. Of its leader thread alone: Z may be a
   * living process whose first thread has ended.
   */
  state: string
  /**
   * When it was started, in ms since the epoch. The kernel counts it in steps of 10 ms since boot
   * (`CLOCK_BOOTTIME`), so it is right to about 10 ms, and two calls may differ by one.
   */
  startTime: number
  /** Its resident memory, in bytes: an estimate of the kernel's. */
  rss: number
}

/**
 * The living children of the main thread that libuv does not wait for: orphans that this process has
 * adopted, as PID 1 or as a subreaper, and what another native addon has started on the main thread
 * (node-pty), which cannot be told from them. Not the children of `child_process`, nor a Worker's, nor
 * their descendants. A process whose leader thread has ended while others run lives.
 *
 * Not all of them are left over: the crashpad handler of a running browser is an orphan from the
 * beginning. So look before you signal any, or use `createJob()`.
 *
 * Reads one list of the children (`/proc/self/task/TID/children`), asks libuv once, and reads two small
 * files for each process returned. On a kernel without CONFIG_PROC_CHILDREN one file of each process
 * of the machine.
 *
 * @returns Oldest child first; empty off Linux.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker: the kernel gives orphans to the main thread.
 * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or of another PID namespace.
 * @throws `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in Bun and Deno: they cannot be asked what they wait for.
 * @throws `ERR_INVALID_ARG_VALUE` for an option: it takes none.
 */
export function orphans(): ProcessInfo[]

/** A dead process that has not been waited for. */
export interface ZombieInfo {
  pid: number
  /**
   * Its name as in `ps -o comm`: 15 bytes at most. The process chose it: escape control characters
   * before you print it.
   */
  name: string
  /** Its parent's PID; 0 when the parent is in another PID namespace. */
  ppid: number
  /**
   * The parent's name: with `reaper: 'parent'`, the culprit's. Null when it cannot be seen. The
   * parent chose it: escape control characters before you print it.
   */
  parentName: string | null
  /**
   * The parent's command line, as in `ProcessInfo`. Empty when it cannot be seen. All zombies of one
   * parent share the array.
   */
  parentArgv: string[]
  /** When it was started, in ms since the epoch, to about 10 ms. */
  startTime: number
  /**
   * Who must reap it:
   * - `'us'`: this process. Nobody here is known to wait for it, and `reap()` takes it. (Another
   *   native addon may wait: see `reap()`.)
   * - `'quarantine'`: this process too. `startReaper()`, `reapOrphans()` or a job has seen it, and
   *   takes it when it has stayed unclaimed for long enough.
   * - `'libuv'`: this process, and libuv is about to: a child of `child_process`.
   * - `'other-thread'`: another thread of this process, such as a Worker. It comes to the main thread
   *   when that ends.
   * - `'threads'`: nobody yet. It is not dead: its leader thread has ended and others run.
   * - `'tracer'`: the process that traces it (`ptrace(2)`: a debugger, strace), another than its parent,
   *   which has to wait first. `TracerPid` in `/proc/PID/status` names it.
   * - `'outside'`: a parent in another PID namespace, as with `docker exec` and `nsenter`.
   * - `'parent'`: its parent, which is alive. Either it is about to, or it never waits, and then no
   *   init can help: that program has to be mended, or to end.
   * - `'pid1'`: its parent is PID 1, this namespace's init, which does not wait (or is about to). Put an
   *   init there, or a reaper into it: see `initPath` and `startReaper()`. When this process is PID 1,
   *   it says `'pid1'` instead of `'us'` until `startReaper()` is called.
   */
  reaper:
    | 'us'
    | 'quarantine'
    | 'libuv'
    | 'other-thread'
    | 'threads'
    | 'tracer'
    | 'outside'
    | 'parent'
    | 'pid1'
}

/**
 * Every zombie that /proc shows (state Z), whoever its parent is, and who must reap it.
 *
 * In a Worker too: it can ask its own libuv only, and says `'libuv'` for that one's children and
 * `'other-thread'` for everything else of this process.
 *
 * Reads one file of each process (`/proc/PID/stat`), another one for each zombie of other processes
 * (`/proc/PID/status`) and for each parent of zombies (`/proc/PID/cmdline`), and makes one system call
 * for each of our own: about 12 ms with 1000 processes.
 *
 * @returns In the order of their PIDs; empty off Linux.
 * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or of another PID namespace.
 * @throws `ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME` in Bun and Deno: they cannot be asked what they wait for.
 * @throws `ERR_INVALID_ARG_VALUE` for an option: it takes none.
 */
export function zombies(): ZombieInfo[]

export interface PidUsage {
  /** The tasks that count against the limit now: processes with all their threads, and zombies. */
  tasks: number
  /**
   * The tightest limit: the one with the smallest headroom. Null when none is known (off Linux, or
   * without /proc/sys).
   */
  limit: number | null
  /** How many more tasks can be started: `limit - tasks`, never below 0. Null without a limit. */
  headroom: number | null
  /** How many of `tasks` are zombies, as far as this /proc shows: what `reap()` or an init could free. */
  zombies: number
  /**
   * Where the limit comes from:
   * - `'cgroup'`: `pids.max` of our control group (v1 or v2) or of one above it: see `cgroup`.
   * - `'rlimit'`: RLIMIT_NPROC (`ulimit -u`), which counts all tasks of our real user. Not where it is
   *   not enforced: for root, and with CAP_SYS_ADMIN or CAP_SYS_RESOURCE, outside of user namespaces.
   * - `'threads-max'`: `kernel.threads-max`, for the whole machine.
   * - `'pid_max'`: `kernel.pid_max`, for the whole machine, or, since Linux 6.14, for our PID
   *   namespace. Less 300: the first 300 PIDs are given out once only.
   */
  source: 'cgroup' | 'rlimit' | 'threads-max' | 'pid_max' | null
  /** With `source: 'cgroup'` the directory of that group, as it is mounted here. Otherwise null. */
  cgroup: string | null
}

/**
 * How many more processes and threads can be started, and what limits them: what `fork(2)` fails
 * with EAGAIN for.
 *
 * A container sees the limits of its own cgroup, not those of the groups that the host has put above
 * it, and the tasks of its own PID namespace, while a user's other containers count against
 * RLIMIT_NPROC too: there may be less headroom than this.
 *
 * Reads one file of each process (`/proc/PID/stat`) and a few others; where RLIMIT_NPROC is enforced
 * two of each process; and for the zombies of a cgroup its list of tasks and those of the groups below
 * it. Can be called in a Worker.
 *
 * @returns Off Linux zeros and nulls.
 * @throws `ERR_ZOMBIE_REAPER_NO_PROC` when /proc is missing or of another PID namespace.
 * @throws `ERR_INVALID_ARG_VALUE` for an option: it takes none.
 */
export function pidUsage(): PidUsage

/**
 * The absolute path of zombie-init, the static init of this package, for a Dockerfile or a spawn:
 * `zombie-init [OPTIONS] -- PROGRAM ARGS`, a drop-in for Tini.
 *
 * Empty where there is none: off Linux, on an architecture without binaries, and in a checkout before
 * `npm run build:init`. That the file may be executed is not checked.
 */
export const initPath: string
