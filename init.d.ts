/**
 * An init where nobody can set one: `require('zombie-reaper/init')` (or `import`) as the first line
 * of the program, or `--require`, `--import`. Loading it never throws.
 *
 * In PID 1 it replaces the process by `zombie-init -- node ...`: the static init starts this Node
 * again as its child, with the same command line, environment, directory and fds 0 to 2, forwards
 * every signal to it, reaps every orphan, and ends with its exit code. Whatever ran before is lost, so
 * it has to come first. Of other fds none survives: Node marks them close-on-exec.
 *
 * Elsewhere, as under `npm start`, it does what `zombie-reaper/auto` does, unless
 * `ZOMBIE_REAPER_INIT=only-pid1`. Below a zombie-init, in a Worker and off Linux it does nothing.
 *
 * PID 1 stays Node, with a warning that says why and the automatic mode, when the program comes from
 * stdin, with `--inspect-brk` or `--inspect-wait`, with an IPC channel, and when zombie-init is missing
 * or cannot be executed. The kernel then keeps from the program every signal that it has no handler
 * for, as from any PID 1. Without the native part there is only the warning.
 */
declare const init: Record<string, never>
export = init
