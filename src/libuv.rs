//! Which children libuv waits for, asked of libuv itself.
//!
//! This is exact where a monkeypatch or `diagnostics_channel` is not: it knows what was spawned
//! before this package was loaded, and forgets a handle when libuv does.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::OnceLock;

use napi::bindgen_prelude::Result;
use napi::{Env, sys};

use crate::errors::throw_no_libuv;

/// `uv_handle_t`, of which we see nothing but the address.
type Handle = c_void;
type Visit = extern "C" fn(*mut Handle, *mut c_void);

/// The functions of libuv that the node executable exports (uv.h).
struct Libuv {
    walk: unsafe extern "C" fn(*mut sys::uv_loop_s, Visit, *mut c_void),
    handle_get_type: unsafe extern "C" fn(*const Handle) -> c_int,
    is_active: unsafe extern "C" fn(*const Handle) -> c_int,
    process_get_pid: unsafe extern "C" fn(*const Handle) -> c_int,
    /// `UV_PROCESS` of uv.h: 10 today, but asked for by name.
    process_type: c_int,
}

/// The PIDs that this environment's loop waits for: those of its active process handles. A handle
/// whose exit callback has begun is inactive, one that was closed is no longer in the loop; their
/// PIDs may belong to somebody else by now. (When several children died at once libuv waits for
/// all of them before the first callback, so within that callback the others still count: their
/// PIDs are left alone until the next turn, which is too long but never too short.)
///
/// Costs one visit of every handle of the loop, sockets and timers included.
pub fn owned_pids(env: Env) -> Result<Vec<libc::pid_t>> {
    let Some(libuv) = Libuv::get() else {
        return throw_no_libuv(env);
    };
    let event_loop = env.get_uv_event_loop()?;
    let mut pids: Vec<libc::pid_t> = Vec::new();
    // SAFETY: the loop is the one that this thread runs, so nobody changes it meanwhile, and
    // `visit` gets the vector back as the type it is.
    unsafe { (libuv.walk)(event_loop, visit, (&raw mut pids).cast()) };
    Ok(pids)
}

extern "C" fn visit(handle: *mut Handle, pids: *mut c_void) {
    // Always there: owned_pids has just used it.
    let Some(libuv) = Libuv::get() else { return };
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

impl Libuv {
    fn get() -> Option<&'static Self> {
        static LIBUV: OnceLock<Option<Libuv>> = OnceLock::new();
        LIBUV.get_or_init(Self::load).as_ref()
    }

    fn load() -> Option<Self> {
        type TypeName = unsafe extern "C" fn(c_int) -> *const c_char;
        // SAFETY: the signatures here are those of libuv's uv.h, stable since 1.19 (2018). That
        // the functions may be called at all is JavaScript's promise: it has refused Bun, which
        // exports the names and aborts the process when one is called.
        let handle_type_name: TypeName = unsafe { symbol(c"uv_handle_type_name") }?;
        let is_process = |number: &c_int| {
            // SAFETY: it takes any integer, and gives a static string or NULL.
            let name = unsafe { handle_type_name(*number) };
            // SAFETY: as above.
            !name.is_null() && unsafe { CStr::from_ptr(name) } == c"process"
        };
        Some(Self {
            // SAFETY: see above.
            walk: unsafe { symbol(c"uv_walk") }?,
            // SAFETY: see above.
            handle_get_type: unsafe { symbol(c"uv_handle_get_type") }?,
            // SAFETY: see above.
            is_active: unsafe { symbol(c"uv_is_active") }?,
            // SAFETY: see above.
            process_get_pid: unsafe { symbol(c"uv_process_get_pid") }?,
            process_type: (0..64).find(is_process)?,
        })
    }
}

/// The exported function `name` of this process (`dlsym(RTLD_DEFAULT, name)`).
///
/// # Safety
/// `F` must be the type of that function.
unsafe fn symbol<F: Copy>(name: &CStr) -> Option<F> {
    const { assert!(size_of::<F>() == size_of::<*mut c_void>()) };
    // SAFETY: `name` is a C string.
    let address = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    if address.is_null() {
        return None;
    }
    // SAFETY: of one size, as asserted; and a function of type F, as the caller promises.
    Some(unsafe { std::mem::transmute_copy::<*mut c_void, F>(&address) })
}
