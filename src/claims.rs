//! Asks who may be waiting for a child. Node's libuv knows its children. Another runtime holds a
//! pidfd for each child until it has waited for the child.

use std::sync::atomic::{AtomicBool, Ordering};

use napi::Env;
use napi::bindgen_prelude::{Int32ArraySlice, Result};
use napi_derive::napi;
use reaper_core::claims::pidfds::{self, Error};

use crate::js::arrays::int32;
use crate::js::errors::{throw_no_proc, throw_system_error};
use crate::libuv;

/// Whether the runtime has no libuv. JavaScript knows the runtime. A symbol proves nothing: Bun
/// exports libuv's names, and ends the process when one of the functions is called.
static BY_PIDFDS: AtomicBool = AtomicBool::new(false);

/// Says that this runtime has no libuv, and that it holds a pidfd for each child that it waits for.
#[napi(catch_unwind)]
pub fn claim_by_pidfds() {
    BY_PIDFDS.store(true, Ordering::Relaxed);
    pidfds::keep_open();
}

/// Returns whether a runtime can have pidfds here, and whether the kernel tells of them. Throws
/// when too few descriptors are left to know.
#[napi(catch_unwind)]
pub fn are_pidfds_usable(env: Env) -> Result<bool> {
    pidfds::are_usable().or_else(|error| throw_system_error(env, &error))
}

/// Returns the PIDs of the children, living and dead, that the runtime waits for.
pub fn claimed_pids(env: Env) -> Result<Vec<libc::pid_t>> {
    if BY_PIDFDS.load(Ordering::Relaxed) {
        pidfds::children().or_else(|error| throw_error(env, error))
    } else {
        libuv::owned_pids(env)
    }
}

/// Returns the PIDs of the zombies that the runtime waits for. Costs less than [`claimed_pids`]
/// where many children live. A child that dies after the call is not among them, so the caller must
/// have seen its zombies before.
pub fn claimed_zombies(env: Env) -> Result<Vec<libc::pid_t>> {
    if BY_PIDFDS.load(Ordering::Relaxed) {
        pidfds::zombies().or_else(|error| throw_error(env, error))
    } else {
        libuv::owned_pids(env)
    }
}

/// Returns the same as `claimed_pids`, for JavaScript.
#[napi(catch_unwind, js_name = "claimedPids")]
pub fn claimed_pids_for_js(env: &Env) -> Result<Int32ArraySlice<'_>> {
    int32(env, claimed_pids(*env)?)
}

/// Returns the same as `claimed_zombies`, for JavaScript.
#[napi(catch_unwind, js_name = "claimedZombies")]
pub fn claimed_zombies_for_js(env: &Env) -> Result<Int32ArraySlice<'_>> {
    int32(env, claimed_zombies(*env)?)
}

fn throw_error<T>(env: Env, error: Error) -> Result<T> {
    match error {
        Error::NoProc(error) => throw_no_proc(env, &error),
        Error::System(error) => throw_system_error(env, &error),
    }
}
