/**
 * An init where nobody can set one: `require('zombie-reaper/init')` (or `import`) as the first line
 * of the program, or `--require`, `--import`. Loading it never throws.
 *
 * In PID 1 it replaces the process by `zombie-init -- node ...`: the static init starts this Node
 * again as its child, with the same options, script and arguments, environment, directory and fds 0
 * to 2, forwards every signal to it, reaps every orphan, and ends with its exit code. Of other fds none
 * survives: Node marks them close-on-exec. `process.argv0`, and with it the default of
 * `process.title`, becomes `process.execPath`. Arguments arrive byte for byte, but where /proc is not
 * mounted or a title was set, what is no UTF-8 in them is lost.
 *
 * `ZOMBIE_INIT_OPTIONS` holds options for zombie-init, separated by blanks, such as
 * `--kill-after 10 -e 143`. A wrong option, a program, `--` or `--help` in that variable ends PID 1
 * with a message and exit code 1.
 *
 * Whatever ran before runs again in the new process, so it has to come first. After a
 * `process.chdir()` the new process starts in that directory: the script is found all the same, a
 * relative `--require` or `--import` is not.
 *
 * In a single-executable application (`node:sea`) the command line stays as it is. Load the package
 * there with `createRequire()`.
 *
 * Elsewhere, as under `npm start`, it does what `zombie-reaper/auto` does, unless
 * `ZOMBIE_REAPER_INIT=only-pid1`. It warns of another value. Below a zombie-init (which it finds by
 * /proc), in the command `zombie-init` itself, in a Worker and off Linux it does nothing.
 *
 * PID 1 stays Node, with a warning that says why and the automatic mode, when the program comes
 * from stdin, with `--inspect-brk` or `--inspect-wait`, with an IPC channel, when Node was started
 * through the dynamic loader (`ld-linux-x86-64.so.2 node app.js`), and when zombie-init is missing
 * or cannot be executed. The kernel then keeps from the program every signal that it has no handler
 * for, as from any PID 1. Without the native part, which cannot be loaded from a noexec mount or
 * with `--permission` but without `--allow-addons`, there is only the warning. A zombie-init that is
 * damaged, but that the kernel accepts, ends PID 1.
 */
declare const init: Record<string, never>
export = init
