/**
 * The automatic mode without a change to the program: `startReaper()` with settings from the
 * environment, for `--require` and `--import`. Loading it never throws.
 *
 * - `ZOMBIE_REAPER_QUARANTINE`, `ZOMBIE_REAPER_SWEEP_INTERVAL`: milliseconds, see `ReaperOptions`.
 * - `ZOMBIE_REAPER_LOG=1` (or `0`, the default): a line on stderr for each process that was reaped.
 *   Control characters and invisible ones in its name are escaped, as in `\u001b`.
 *
 * It warns of a value that it does not expect, and uses the default. The outermost process warns
 * of a name that is nearly one of these, such as `ZOMBIE_REAPER_QUARNTINE`.
 *
 * Only the outermost process becomes a subreaper; `ZOMBIE_REAPER_OUTERMOST` in the environment tells
 * those below it. In a Worker and off Linux it does nothing, and where it cannot work it only warns.
 */
declare const auto: Record<string, never>
export = auto
