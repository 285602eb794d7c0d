//! Which children libuv waits for, asked of libuv itself.
//!
//! This is exact where a monkeypatch or `diagnostics_channel` is not: it knows what was spawned
//! before this package was loaded, and forgets a handle when libuv does.

use std::ffi::c_void;

use napi::Env;
use napi::bindgen_prelude::Result;

use super::functions::{Handle, Libuv};

/// The PIDs that this environment's loop waits for: those of its active process handles. A handle
/// whose exit callback has begun is inactive, one that was closed is no longer in the loop; their
/// PIDs may belong to somebody else by now. (When several children died at once libuv waits for
/// all of them before the first callback, so within that callback the others still count: their
/// PIDs are left alone until the next turn, which is too long but never too short.)
///
/// Costs one visit of every handle of the loop, sockets and timers included.
pub fn owned_pids(env: Env) -> Result<Vec<libc::pid_t>> {
    let libuv = Libuv::get(env)?;
    let event_loop = env.get_uv_event_loop()?;
    let mut pids: Vec<libc::pid_t> = Vec::new();
    // SAFETY: the loop is the one that this thread runs, so nobody changes it meanwhile, and
    // `visit` gets the vector back as the type it is.
    unsafe { (libuv.walk)(event_loop, visit, (&raw mut pids).cast()) };
    Ok(pids)
}

extern "C" fn visit(handle: *mut Handle, pids: *mut c_void) {
    // Always there: owned_pids has just used it.
    let Some(libuv) = Libuv::found() else { return };
    // SAFETY: uv_walk hands out handles that are alive for the length of this call.
    let handle_type = unsafe { (libuv.handle_get_type)(handle) };
    // SAFETY: as above.
    if handle_type != libuv.process_type || unsafe { (libuv.is_active)(handle) } == 0 {
        return;
    }
    // SAFETY: it is a uv_process_t, as its type says.
    let pid = unsafe { (libuv.process_get_pid)(handle) };
    // SAFETY: the pointer is to the vector of owned_pids, which nobody else uses during the walk.
    unsafe { &mut *pids.cast::<Vec<libc::pid_t>>() }.push(pid);
}
