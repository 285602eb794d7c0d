/// <reference types="node" />

/**
 * True on Linux, where the native part is loaded. False elsewhere: there is nothing to reap,
 * `reap()` returns `[]`, `installSubreaper()` returns false and `makeZombie()` throws.
 *
 * On Linux without a native part that can be loaded, loading the package throws
 * `ERR_ZOMBIE_REAPER_NO_NATIVE_PART`, which names the files that were tried.
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
  /** Take at most so many, a whole number from 0, or `Infinity`. Default `Infinity`: all there are. */
  max?: number | undefined
  /**
   * PIDs to leave alone. Name here what another native addon started and waits for: see `reap()`.
   * Not together with `steal`.
   */
  exclude?: Iterable<number> | undefined
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
  /** Its name as in `ps -o comm` (15 bytes), with `names: true`. Missing where /proc did not give it. */
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
 * Name such children in `exclude` (`reap({ exclude: [pty.pid] })`), or their exit status may be
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
 */
export function isSubreaper(): boolean
