use napi::bindgen_prelude::{Float64ArraySlice, Int32ArraySlice, Object};
use napi::{Env, Result};
use napi_derive::napi;
use reaper_core::claims::{doubts, sessions};
use reaper_core::proc::process_table;
use reaper_core::{Limits, ReapError, Record, Scope, Sighting};

use crate::claims::claimed_zombies;
use crate::js::arrays::{float64, int32};
use crate::js::errors::{blindness, throw_blocked, throw_system_error};
use crate::js::names;

/// Records the session of this process when the addon is loaded.
#[napi_derive::module_init]
fn remember_session() {
    sessions::remember();
}

/// Returns whether a wait call of this thread would report a child, or fail. Costs one system call
/// and allocates nothing. Takes no `Env`, because napi-rs calls a function without arguments at
/// half the cost.
#[napi(catch_unwind)]
#[must_use]
pub fn peek() -> bool {
    reaper_core::is_any_waitable()
}

/// Takes the zombies of this thread that neither the runtime nor a thread waits for, and that
/// `exclude` does not name. Leaves those for which the threads are in doubt (see `doubtfulPids`).
///
/// Returns two integers for each zombie, PID and wait status. With `names` there are six integers,
/// and the last four are the 16 bytes of the name. The result is one array, because one object for
/// each zombie through N-API costs more than the reaping itself.
#[napi(catch_unwind)]
pub fn reap<'env>(
    env: &'env Env,
    max: u32,
    names: bool,
    exclude: Option<&[i32]>,
) -> Result<Int32ArraySlice<'env>> {
    let claimed = || claimed_zombies(*env);
    let exclude = exclude.unwrap_or_default();
    match reaper_core::reap(claimed, exclude, limits(max, names)) {
        Ok(taken) => int32(env, flatten(&taken, names)),
        Err(error) => throw_reap_error(*env, error),
    }
}

/// Returns the zombies that the last `reap` has left, because a thread may be about to take them.
#[napi(catch_unwind)]
pub fn doubtful_pids(env: &Env) -> Result<Int32ArraySlice<'_>> {
    int32(env, doubts::pids())
}

/// Returns whether a thread of this process may be about to take one of these zombies. They must
/// have been visible before the call. False when the threads cannot be read.
#[napi(catch_unwind)]
#[must_use]
pub fn is_a_thread_about_to_take(pids: &[i32]) -> bool {
    reaper_core::claims::is_a_thread_about_to_take(pids)
}

/// Takes every zombie of the process, even those that others wait for. Returns the same array as
/// `reap`.
#[napi(catch_unwind)]
pub fn steal(env: &Env, max: u32, names: bool) -> Result<Int32ArraySlice<'_>> {
    match reaper_core::steal(limits(max, names)) {
        Ok(taken) => int32(env, flatten(&taken, names)),
        Err(error) => throw_system_error(*env, &error),
    }
}

/// Finds the zombies of this thread that libuv does not wait for and `exclude` does not name, and
/// leaves them unreaped.
///
/// Returns their `pids`, and those of them that are certainly `orphans`. `blind` is an error when
/// the list of children could not be read. There may then be more zombies.
#[napi(
    catch_unwind,
    ts_return_type = "{ pids: Int32Array, orphans: Int32Array, blind?: NodeJS.ErrnoException }"
)]
pub fn unclaimed<'env>(env: &'env Env, exclude: Option<&[i32]>) -> Result<Object<'env>> {
    let claimed = || claimed_zombies(*env);
    match reaper_core::unclaimed(claimed, exclude.unwrap_or_default()) {
        Ok(Sighting {
            pids,
            orphans,
            blind,
        }) => {
            let mut sighting = Object::new(env)?;
            sighting.set("pids", int32(env, pids)?)?;
            sighting.set("orphans", int32(env, orphans)?)?;
            if let Some(error) = blind {
                sighting.set("blind", blindness(env, &error)?)?;
            }
            Ok(sighting)
        }
        Err(error) => throw_reap_error(*env, error),
    }
}

/// Returns when each of these processes was started, in clock ticks since boot. 0 where the start
/// time is not known.
#[napi(catch_unwind)]
pub fn start_ticks<'env>(env: &'env Env, pids: &[i32]) -> Result<Float64ArraySlice<'env>> {
    let start = |pid: &i32| process_table::start_time(*pid).map_or(0.0, |ticks| ticks as f64);
    float64(env, pids.iter().map(start).collect::<Vec<_>>())
}

/// Takes those of `pids` that are zombies of this thread. Returns the same array as `reap`.
///
/// Asks again for the claimed PIDs. A PID may have been given to a child of the runtime since the
/// zombie was seen.
#[napi(catch_unwind)]
pub fn take_each<'env>(env: &'env Env, pids: &[i32], names: bool) -> Result<Int32ArraySlice<'env>> {
    let claimed = || claimed_zombies(*env);
    match reaper_core::take_each(pids, claimed, names) {
        Ok(taken) => int32(env, flatten(&taken, names)),
        Err(error) => throw_reap_error(*env, error),
    }
}

/// Returns whether `pid` is a zombie that this thread could take, even if others wait for it.
#[napi(catch_unwind)]
pub fn is_own_zombie(env: &Env, pid: i32) -> Result<bool> {
    match reaper_core::peek_at(pid, Scope::Thread) {
        Ok(found) => Ok(found.is_some_and(|found| found.is_zombie)),
        Err(error) => throw_system_error(*env, &error),
    }
}

/// Returns whether `pid` is a child of this thread, alive or dead.
#[napi(catch_unwind)]
#[must_use]
pub fn is_child(pid: i32) -> bool {
    reaper_core::is_child(pid, Scope::Thread)
}

fn throw_reap_error<T>(env: Env, error: ReapError<napi::Error>) -> Result<T> {
    match error {
        ReapError::Claims(error) => Err(error),
        ReapError::System(error) => throw_system_error(env, &error),
        ReapError::Blocked { by, proc } => throw_blocked(env, by, &proc),
    }
}

fn limits(max: u32, names: bool) -> Limits {
    // In JavaScript u32::MAX means all zombies. The kernel has fewer PIDs than that.
    Limits {
        max: max as usize,
        names,
    }
}

fn flatten(taken: &[Record], names: bool) -> Vec<i32> {
    let mut flat = Vec::with_capacity(taken.len() * if names { 6 } else { 2 });
    for (reaped, name) in taken {
        flat.extend([reaped.pid, reaped.status]);
        if names {
            flat.extend(names::as_integers(&name.unwrap_or_default()));
        }
    }
    flat
}
