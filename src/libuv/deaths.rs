//! Watches SIGCHLD through libuv, and records the turns of the event loop. After a whole turn every
//! other waiter on the loop has had a turn.
//!
//! The module uses no listener on `process`. The application may remove such a listener, and Jest
//! replaces `process` by a copy that gets no signals.

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::{io, ptr};

use napi::bindgen_prelude::{Function, JsValue, Result};
use napi::{Env, check_status, sys};
use napi_derive::napi;
use reaper_core::SystemError;

use super::functions::{Handle, Libuv};
use super::memory::Memory;
use crate::clock;
use crate::js::callback;
use crate::js::errors::throw_system_error;

/// Two libuv handles and their state.
struct Watch {
    env: sys::napi_env,
    /// The callback, or null while there is none.
    callback: Cell<sys::napi_ref>,
    hook: Cell<sys::napi_async_cleanup_hook_handle>,
    /// When the check phase of the last turn of the loop began, and when that of the turn before
    /// began. Both are in milliseconds on the clock of [`reaper_core::clock::monotonic`]. 0 before
    /// the first.
    last_check: Cell<f64>,
    check_before: Cell<f64>,
    /// A `uv_signal_t` and a `uv_check_t`. libuv uses the memory of each until that handle is
    /// closed.
    signal: Memory,
    check: Memory,
    /// How many of the handles are not closed yet.
    open: Cell<u8>,
}

thread_local! {
    /// The Watch of this thread's environment, from the first call of `watch_sigchld` until the
    /// environment ends.
    static WATCH: Cell<*const Watch> = const { Cell::new(ptr::null()) };
}

/// Calls `callback` whenever SIGCHLD has come, in the loop's poll phase (`uv_signal_start`).
/// Several signals at once make one call. The handles never keep the process alive, and
/// `process.getActiveResourcesInfo()` does not show them. A second call replaces the callback.
#[napi(catch_unwind)]
pub fn watch_sigchld(env: &Env, callback: Function<'_, (), ()>) -> Result<()> {
    let libuv = Libuv::get(*env)?;
    let watch = match WATCH.get() {
        watch if watch.is_null() => create(*env, libuv)?,
        watch => watch,
    };
    // SAFETY: `create` made the Watch, and only the end of the environment frees it. Every field
    // that changes is a cell.
    let watch = unsafe { &*watch };
    let mut reference = ptr::null_mut();
    // SAFETY: the environment is in a call, and the callback belongs to it. The result outlives
    // this call.
    check_status!(unsafe {
        sys::napi_create_reference(env.raw(), callback.raw(), 1, &raw mut reference)
    })?;
    watch.forget_callback();
    watch.callback.set(reference);
    // SAFETY: `create` has initialised the handles.
    let signal = unsafe { (libuv.signal_start)(watch.signal.handle(), on_signal, libc::SIGCHLD) };
    told(*env, "uv_signal_start", signal)?;
    // SAFETY: as above.
    let check = unsafe { (libuv.check_start)(watch.check.handle(), on_check) };
    told(*env, "uv_check_start", check)
}

/// Ends the watch of SIGCHLD. Does nothing without a watch.
#[napi(catch_unwind)]
pub fn unwatch_sigchld(env: &Env) -> Result<()> {
    let libuv = Libuv::get(*env)?;
    // SAFETY: as in `watch_sigchld`.
    let Some(watch) = (unsafe { WATCH.get().as_ref() }) else {
        return Ok(());
    };
    watch.forget_callback();
    watch.last_check.set(0.0);
    watch.check_before.set(0.0);
    // SAFETY: `create` has initialised the handles. A handle may be stopped twice.
    unsafe { (libuv.signal_stop)(watch.signal.handle()) };
    // SAFETY: as above.
    unsafe { (libuv.check_stop)(watch.check.handle()) };
    Ok(())
}

/// Returns when the last whole turn of the event loop began, in milliseconds on the clock of
/// [`reaper_core::clock::monotonic`]. Since then the loop's timers have had a turn, and so have all
/// listeners for its events. 0 without a watch, and before the second turn.
#[napi(catch_unwind)]
#[must_use]
pub fn last_turn() -> f64 {
    // SAFETY: as in `watch_sigchld`.
    let watch = unsafe { WATCH.get().as_ref() };
    watch.map_or(0.0, |watch| watch.check_before.get())
}

impl Watch {
    fn forget_callback(&self) {
        let reference = self.callback.replace(ptr::null_mut());
        if !reference.is_null() {
            // SAFETY: `watch_sigchld` has made the reference, and it is deleted once.
            unsafe { sys::napi_delete_reference(self.env, reference) };
        }
    }

    fn handles(&self) -> [*mut Handle; 2] {
        [&self.signal, &self.check].map(Memory::handle)
    }
}

fn create(env: Env, libuv: &Libuv) -> Result<*const Watch> {
    let watch = Box::into_raw(Box::new(Watch {
        env: env.raw(),
        callback: Cell::new(ptr::null_mut()),
        hook: Cell::new(ptr::null_mut()),
        last_check: Cell::new(0.0),
        check_before: Cell::new(0.0),
        signal: Memory::new(libuv, libuv.signal_type),
        check: Memory::new(libuv, libuv.check_type),
        open: Cell::new(2),
    }));
    let event_loop = env.get_uv_event_loop()?;
    // SAFETY: the Watch was made above, and only `on_closed` frees it.
    let handles = unsafe { &*watch }.handles();
    let inits = [libuv.signal_init, libuv.check_init];
    for (handle, init) in handles.into_iter().zip(inits) {
        // SAFETY: this thread runs the loop, and the memory has the size that libuv asks for.
        told(env, "uv_handle_init", unsafe { init(event_loop, handle) })?;
        // SAFETY: the handle is initialised.
        unsafe { (libuv.unref)(handle) };
        // SAFETY: as above.
        unsafe { (libuv.handle_set_data)(handle, watch.cast()) };
    }
    let mut hook = ptr::null_mut();
    // libuv uses a handle until it is closed, which takes a turn of the loop. The environment waits
    // for an asynchronous hook, so the hook is one.
    // SAFETY: `watch` lives until `on_closed` removes the hook.
    check_status!(unsafe {
        sys::napi_add_async_cleanup_hook(env.raw(), Some(on_end), watch.cast(), &raw mut hook)
    })?;
    // SAFETY: as above.
    unsafe { &*watch }.hook.set(hook);
    WATCH.set(watch);
    Ok(watch)
}

/// Returns the Watch that holds the handle.
fn watch_of(handle: *mut Handle) -> Option<*mut Watch> {
    // libuv is always there, because it made this call.
    let libuv = Libuv::found()?;
    // SAFETY: `create` has set the data, and libuv calls back with handles that live.
    Some(unsafe { (libuv.handle_get_data)(handle) }.cast())
}

/// A turn of the loop runs the timers, the poll for events, and then this check. This check comes
/// before Node's check, which runs the immediates: libuv first calls the check that was started
/// last.
extern "C" fn on_check(handle: *mut Handle) {
    if let Some(watch) = watch_of(handle) {
        // SAFETY: the Watch lives as long as its handle.
        let watch = unsafe { &*watch };
        watch
            .check_before
            .set(watch.last_check.replace(clock::now()));
    }
}

extern "C" fn on_signal(handle: *mut Handle, _number: c_int) {
    if let Some(watch) = watch_of(handle) {
        // SAFETY: as above.
        let watch = unsafe { &*watch };
        // SAFETY: the environment lives, since `on_end` would have closed the handle. The reference
        // lives, since `unwatch_sigchld` stops the handle when it deletes the reference.
        unsafe { callback::call(watch.env, watch.callback.get()) };
    }
}

unsafe extern "C" fn on_end(_hook: sys::napi_async_cleanup_hook_handle, watch: *mut c_void) {
    WATCH.set(ptr::null());
    // libuv is always there, because it made the handles.
    let Some(libuv) = Libuv::found() else { return };
    // SAFETY: the hook gets the Watch that `create` made.
    let watch = unsafe { &*watch.cast::<Watch>() };
    // The end of an environment frees no reference (Node, `Reference::Finalize`).
    watch.forget_callback();
    for handle in watch.handles() {
        // SAFETY: the handle is initialised, and it is not closed yet because the hook runs once.
        unsafe { (libuv.close)(handle, on_closed) };
    }
}

extern "C" fn on_closed(handle: *mut Handle) {
    let Some(watch) = watch_of(handle) else {
        return;
    };
    // SAFETY: the Watch lives until the last of its handles is closed.
    let left = unsafe { &*watch }.open.get() - 1;
    // SAFETY: as above.
    unsafe { &*watch }.open.set(left);
    if left == 0 {
        // SAFETY: the pointer is from Box::into_raw. libuv no longer uses the handles, and no other
        // code has the Watch.
        let watch = unsafe { Box::from_raw(watch) };
        // SAFETY: `create` added the hook, and it is removed once.
        unsafe { sys::napi_remove_async_cleanup_hook(watch.hook.get()) };
    }
}

/// Throws the error of a libuv function, which returns 0 or a negative errno.
fn told(env: Env, function: &'static str, result: c_int) -> Result<()> {
    if result == 0 {
        return Ok(());
    }
    let error = io::Error::from_raw_os_error(-result);
    throw_system_error(env, &SystemError::new(function, error))
}
