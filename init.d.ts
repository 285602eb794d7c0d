/**
 * Turns PID 1 into zombie-init, with the program as its child. Use it where you cannot set an init.
 * Make `require('zombie-reaper/init')` or its `import` the first line of the program, or preload it
 * with `--require` or `--import`. Loading it never throws.
 *
 * **In PID 1** it replaces this process with `zombie-init -- node ...`. The init starts the same
 * Node again as its child, forwards every signal to that Node, and reaps every orphan. When that
 * Node exits, the init exits with the same exit code.
 *
 * Code before this line runs twice, in the old Node and in the new one, so load it first.
 *
 * **Bun and Deno** as PID 1 become zombie-init too, and the same command line starts again. Deno
 * needs `--allow-ffi` for the folder of the platform package. They stay PID 1 for the first three
 * reasons below, and where the command line cannot be used again. That is a relative `--cwd` of
 * Bun, a Bun that was started by the name `node`, and a title in Deno.
 *
 * **In any other process**, as under `npm start`, it does what `zombie-reaper/auto` does. Below a
 * zombie-init, in the command `zombie-init`, in a Worker and off Linux it does nothing.
 *
 * It reads two variables of the environment:
 * - `ZOMBIE_INIT_OPTIONS`: options for zombie-init, separated by blanks, such as
 *   `--kill-after 10 -e 143`. A wrong option, a program, `--` or `--help` in it ends PID 1 with a
 *   message and exit code 1.
 * - `ZOMBIE_REAPER_INIT=only-pid1`: do nothing unless this process is PID 1. It warns of any other
 *   value, and ignores that value.
 *
 * The new Node has the same options, script, arguments, environment, directory and fds 0 to 2.
 * Higher fds are closed, because Node marks them close-on-exec. `process.argv0`, and with it the
 * default of `process.title`, becomes `process.execPath`. Arguments arrive byte for byte. Bytes
 * that are not UTF-8 are lost in two cases: /proc is not mounted, or the process has set a title.
 *
 * After a `process.chdir()` the new Node starts in the new directory. It finds the script, but not
 * a relative `--require` or `--import`.
 *
 * A single-executable application (`node:sea`) keeps its command line. Load the package there with
 * `createRequire()`.
 *
 * In these cases PID 1 stays Node. The preload then warns, says why, and starts the automatic
 * reaper:
 * - the program comes from stdin;
 * - Node has `--inspect-brk` or `--inspect-wait`;
 * - Node has an IPC channel;
 * - Node was started through the dynamic loader (`ld-linux-x86-64.so.2 node app.js`);
 * - zombie-init is missing, or the kernel cannot execute it.
 *
 * The kernel then still drops each signal for which PID 1 has no handler. The automatic reaper
 * needs the native part of the package. Node cannot load that part from a noexec mount. With
 * `--permission`, Node loads it only with `--allow-addons`. Without the native part there is only
 * the warning. If zombie-init is damaged but the kernel still executes it, PID 1 ends.
 */
declare const init: Record<string, never>
export = init
