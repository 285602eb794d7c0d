use napi::bindgen_prelude::{BufferSlice, Float64ArraySlice, Int32ArraySlice};
use napi::{Env, Result};
use napi_derive::napi;
use reaper_core::proc::process_table::{self, Stat};
use reaper_core::proc::{children, memory, namespace, pid_counter};

use crate::js::arrays::{float64, int32};
use crate::js::errors::throw_no_proc;
use crate::js::names;

/// Returns every process that /proc shows, as ten numbers each. The first six are PID, parent,
/// process group, session, state (the letter's code) and threads. Then come the start time (clock
/// ticks since boot) and the resident memory (bytes). The 16 bytes of the last two numbers are the
/// name.
#[napi(catch_unwind)]
pub fn process_table(env: &Env) -> Result<Float64ArraySlice<'_>> {
    match process_table::all() {
        Ok(table) => float64(env, table.iter().flat_map(flatten).collect::<Vec<_>>()),
        Err(error) => throw_no_proc(*env, &error),
    }
}

/// Returns the PID of every process that /proc shows, in ascending order.
#[napi(catch_unwind)]
pub fn list_pids(env: &Env) -> Result<Int32ArraySlice<'_>> {
    match process_table::pids() {
        Ok(pids) => int32(env, pids),
        Err(error) => throw_no_proc(*env, &error),
    }
}

/// Returns the same ten numbers for one process. Empty when there is no such process. Throws when
/// that is unknown, as when no descriptor is left, or in another PID namespace than that of /proc.
#[napi(catch_unwind)]
pub fn process_stat(env: &Env, pid: i32) -> Result<Float64ArraySlice<'_>> {
    match namespace::check().and_then(|()| process_table::try_stat(pid)) {
        Ok(stat) => float64(env, stat.iter().flat_map(flatten).collect::<Vec<_>>()),
        Err(error) => throw_no_proc(*env, &error),
    }
}

/// Returns the children of the calling thread, living and dead.
#[napi(catch_unwind)]
pub fn children(env: &Env) -> Result<Int32ArraySlice<'_>> {
    match children::list() {
        Ok(pids) => int32(env, pids),
        Err(error) => throw_no_proc(*env, &error),
    }
}

/// Opens the list of this thread's children, so that the list stays readable when no descriptor is
/// left.
#[napi(catch_unwind)]
pub fn keep_children_open() {
    children::keep_open();
}

/// Returns the first 128 KiB of a command line, with a NUL after each argument. Empty for a dead
/// process and for a kernel thread.
#[napi(catch_unwind)]
pub fn command_line(env: &Env, pid: i32) -> Result<BufferSlice<'_>> {
    BufferSlice::copy_from(env, memory::command_line(pid))
}

/// Returns whether the first 2 MiB of an environment have the variable `name`. Null when the
/// environment is empty. False when there is no such process, or when this process may not read the
/// environment.
#[napi(catch_unwind)]
#[must_use]
pub fn has_variable(pid: i32, name: String) -> Option<bool> {
    memory::has_variable(pid, &name)
}

/// Returns whether a process runs a program. Zombies and kernel threads run none. False also when
/// this process may not know the program.
#[napi(catch_unwind)]
#[must_use]
pub fn has_program(pid: i32) -> bool {
    memory::has_program(pid)
}

/// The position of the kernel's PID counter. See `PidCounter` of reaper-core.
#[napi(object, object_from_js = false)]
pub struct PidCounter {
    pub last: f64,
    pub started: f64,
    pub tasks: f64,
    pub max: f64,
}

/// Returns the position of the PID counter. Null where /proc does not show the counter.
#[napi(catch_unwind)]
#[must_use]
pub fn pid_counter() -> Option<PidCounter> {
    // The conversions are exact: a double holds integers up to 2^53.
    pid_counter::position().map(|found| PidCounter {
        last: found.last as f64,
        started: found.started as f64,
        tasks: found.tasks as f64,
        max: found.max as f64,
    })
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
