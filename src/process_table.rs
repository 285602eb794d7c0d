use napi::bindgen_prelude::{Float64ArraySlice, Int32ArraySlice};
use napi::{Env, Result};
use napi_derive::napi;
use reaper_core::proc::children;
use reaper_core::proc::process_table::{self, Stat};

use crate::js::arrays::{float64, int32};
use crate::js::errors::throw_no_proc;
use crate::js::names;

/// How many clock ticks a second has. Start times are in these ticks.
#[napi]
pub const TICKS_PER_SECOND: u32 = process_table::TICKS_PER_SECOND;

/// Returns every process that /proc shows, as ten numbers each. The first six are PID, parent,
/// process group, session, state (the letter's code) and threads. Then come the start time (clock
/// ticks since boot) and the resident memory (bytes). The 16 bytes of the last two numbers are the
/// name.
#[napi]
pub fn process_table(env: &Env) -> Result<Float64ArraySlice<'_>> {
    match process_table::all() {
        Ok(table) => float64(env, table.iter().flat_map(flatten).collect::<Vec<_>>()),
        Err(error) => throw_no_proc(*env, &error),
    }
}

/// Returns the same ten numbers for one process. Empty when there is no such process.
#[napi]
pub fn process_stat(env: &Env, pid: i32) -> Result<Float64ArraySlice<'_>> {
    float64(
        env,
        process_table::stat(pid)
            .iter()
            .flat_map(flatten)
            .collect::<Vec<_>>(),
    )
}

/// Returns the children of the calling thread, living and dead.
#[napi]
pub fn children(env: &Env) -> Result<Int32ArraySlice<'_>> {
    match children::list() {
        Ok(pids) => int32(env, pids),
        Err(error) => throw_no_proc(*env, &error),
    }
}

/// Opens the list of this thread's children, so that the list stays readable when no descriptor is
/// left.
#[napi]
pub fn keep_children_open() {
    children::keep_open();
}

fn flatten(stat: &Stat) -> [f64; 10] {
    let [name, more_of_it] = names::as_doubles(&stat.name);
    [
        stat.pid.into(),
        stat.ppid.into(),
        stat.pgid.into(),
        stat.session.into(),
        stat.state.into(),
        stat.threads.into(),
        // The conversion is exact: a double holds integers up to 2^53, which is millions of years
        // in ticks.
        stat.start_time as f64,
        stat.rss as f64 * page_size(),
        name,
        more_of_it,
    ]
}

fn page_size() -> f64 {
    // SAFETY: the call takes an integer and touches no memory of this process.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) as f64 }
}
