/**
 * Starts the automatic reaper without a change to the program. Preload it with
 * `node --require zombie-reaper/auto app.js`, or with `--import`. Loading it never throws.
 *
 * In Bun use `bun --preload`, in Deno `deno run --preload`. Deno needs `--allow-ffi`, and
 * `--allow-env=ZOMBIE_REAPER_*` for the settings. The preload never lets Deno ask for a permission.
 *
 * It calls `startReaper()` with these settings from the environment:
 *
 * - `ZOMBIE_REAPER_QUARANTINE`: see `ReaperOptions`, in ms, 0 to 2,147,483,647. Default: 100.
 * - `ZOMBIE_REAPER_SWEEP_INTERVAL`: see `ReaperOptions`, in ms, 1 to 2,147,483,647. Default: 10000.
 * - `ZOMBIE_REAPER_LOG`: `1` writes a line on stderr for each reaped process. Control characters
 *   and invisible characters in its name are escaped, as in `\u001b`. Default: `0`.
 *
 * The preload often runs in many Node processes, one below the other. Only the outermost of them
 * becomes a subreaper. It sets `ZOMBIE_REAPER_OUTERMOST` in its environment, so that the processes
 * below know of it.
 *
 * For a wrong value it uses the default. The outermost process warns of such a value, and of a
 * misspelt name, such as `ZOMBIE_REAPER_QUARNTINE`. In a Worker and off Linux the preload does
 * nothing. Where it cannot work, it warns, and the program goes on.
 */
declare const auto: Record<string, never>
export = auto
