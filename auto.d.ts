/**
 * Starts the automatic reaper as a preload, without a change to the program. It calls
 * `startReaper()` with settings from the environment. Loading it never throws.
 *
 * Preload it with `node --require zombie-reaper/auto app.js`, or with `--import`.
 *
 * In Bun use `bun --preload`, in Deno `deno run --preload`. Deno needs `--allow-ffi`, and
 * `--allow-env=ZOMBIE_REAPER_*` for the settings. The preload never lets Deno ask for a permission.
 *
 * - `ZOMBIE_REAPER_QUARANTINE`: see `ReaperOptions`, in ms, 0 to 2,147,483,647. Default: 100.
 * - `ZOMBIE_REAPER_SWEEP_INTERVAL`: see `ReaperOptions`, in ms, 1 to 2,147,483,647. Default: 10000.
 * - `ZOMBIE_REAPER_LOG`: `1` writes a line on stderr for each reaped process. Control characters
 *   and invisible characters in its name are escaped, as in `\u001b`. Default: `0`.
 *
 * It warns of a value that it does not expect, and uses the default. The outermost process warns of
 * a name that is nearly one of these, such as `ZOMBIE_REAPER_QUARNTINE`.
 *
 * Only the outermost process becomes a subreaper. It sets `ZOMBIE_REAPER_OUTERMOST` in its
 * environment for the processes below it. In a Worker and off Linux the preload does nothing. Where
 * it cannot work, it warns.
 */
declare const auto: Record<string, never>
export = auto
