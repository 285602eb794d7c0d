//! Asks libuv itself which children it waits for.
//!
//! The answer is exact, unlike that of a monkeypatch or of `diagnostics_channel`. libuv knows the
//! children that were spawned before this package was loaded. A handle that libuv forgets is no
//! longer in the answer.

use std::ffi::c_void;

use napi::Env;
use napi::bindgen_prelude::Result;

use super::functions::{Handle, Libuv};

/// Returns the PIDs that this environment's loop waits for: those of its active process handles. A
/// handle whose exit callback has begun is inactive. A closed handle is no longer in the loop. The
/// PIDs of both may belong to other processes by now.
///
/// When several children died at once, libuv waits for all of them before the first callback.
/// Within that callback the other PIDs still count as owned, until the next turn. That protects
/// them too long but never too short.
///
/// Costs one visit of every handle of the loop, sockets and timers included.
pub fn owned_pids(env: Env) -> Result<Vec<libc::pid_t>> {
    let libuv = Libuv::get(env)?;
    let event_loop = env.get_uv_event_loop()?;
    let mut pids: Vec<libc::pid_t> = Vec::new();
    // SAFETY: this thread runs the loop, so nothing changes the loop meanwhile. `visit` gets the
    // vector back as the type that it is.
    unsafe { (libuv.walk)(event_loop, visit, (&raw mut pids).cast()) };
    Ok(pids)
}

extern "C" fn visit(handle: *mut Handle, pids: *mut c_void) {
    // libuv is always there, because owned_pids has just used it.
    let Some(libuv) = Libuv::found() else { return };
    // SAFETY: uv_walk passes handles that live for the length of this call.
    let handle_type = unsafe { (libuv.handle_get_type)(handle) };
    // SAFETY: as above.
    if handle_type != libuv.process_type || unsafe { (libuv.is_active)(handle) } == 0 {
        return;
    }
    // SAFETY: the handle is a uv_process_t, as its type says.
    let pid = unsafe { (libuv.process_get_pid)(handle) };
    // SAFETY: the pointer is to the vector of owned_pids, which nothing else uses during the walk.
    unsafe { &mut *pids.cast::<Vec<libc::pid_t>>() }.push(pid);
}
