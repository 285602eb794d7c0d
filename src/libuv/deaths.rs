//! Hearing of deaths from libuv: that SIGCHLD has come, and since when everybody else on the event loop
//! has had a turn. Without a listener on `process`, which the application may remove, and which Jest
//! replaces by a copy that hears no signals.

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::{io, ptr};

use napi::bindgen_prelude::{Function, JsValue, Result};
use napi::{Env, check_status, sys};
use napi_derive::napi;
use reaper_core::SystemError;

use super::functions::{Handle, Libuv};
use super::memory::Memory;
use crate::js::callback;
use crate::js::errors::throw_system_error;

/// Two handles of libuv's, and what they are for.
struct Watch {
    env: sys::napi_env,
    /// What to call, null while nothing is to be called.
    callback: Cell<sys::napi_ref>,
    hook: Cell<sys::napi_async_cleanup_hook_handle>,
    /// When the check phase of the last turn of the loop began, in ms on the clock of
    /// [`reaper_core::clock::monotonic`], and that of the turn before. 0 before the first.
    last_check: Cell<f64>,
    check_before: Cell<f64>,
    /// A `uv_signal_t` and a `uv_check_t`. libuv uses their memory until each is closed.
    signal: Memory,
    check: Memory,
    /// How many of them are not closed yet.
    open: Cell<u8>,
}

thread_local! {
    /// Of this thread's environment, from its first call on until the environment ends.
    static WATCH: Cell<*const Watch> = const { Cell::new(ptr::null()) };
}

/// Calls `callback` whenever SIGCHLD has come, once for several that came at once, in the loop's poll
/// phase (`uv_signal_start`). The handles never keep the process alive, and no
/// `process.getActiveResourcesInfo()` shows them. A second call replaces the callback.
#[napi]
pub fn watch_sigchld(env: &Env, callback: Function<'_, (), ()>) -> Result<()> {
    let libuv = Libuv::get(*env)?;
    let watch = match WATCH.get() {
        watch if watch.is_null() => create(*env, libuv)?,
        watch => watch,
    };
    // SAFETY: made by `create`, and freed with the environment only. All that changes is in cells.
    let watch = unsafe { &*watch };
    let mut reference = ptr::null_mut();
    // SAFETY: both are of this environment, which is in a call; the result outlives this call.
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

/// Ends that, if it has begun.
#[napi]
pub fn unwatch_sigchld(env: &Env) -> Result<()> {
    let libuv = Libuv::get(*env)?;
    // SAFETY: as in `watch_sigchld`.
    let Some(watch) = (unsafe { WATCH.get().as_ref() }) else {
        return Ok(());
    };
    watch.forget_callback();
    watch.last_check.set(0.0);
    watch.check_before.set(0.0);
    // SAFETY: `create` has initialised the handles. They may be stopped already.
    unsafe { (libuv.signal_stop)(watch.signal.handle()) };
    // SAFETY: as above.
    unsafe { (libuv.check_stop)(watch.check.handle()) };
    Ok(())
}

/// When the last whole turn of the event loop began, in ms on the clock of
/// [`reaper_core::clock::monotonic`]: since then its timers, and whoever waited for events on it, had a
/// turn. 0 when nobody watches, and before the second turn.
pub fn last_turn() -> f64 {
    // SAFETY: as in `watch_sigchld`.
    let watch = unsafe { WATCH.get().as_ref() };
    watch.map_or(0.0, |watch| watch.check_before.get())
}

impl Watch {
    fn forget_callback(&self) {
        let reference = self.callback.replace(ptr::null_mut());
        if !reference.is_null() {
            // SAFETY: `watch_sigchld` has made it, and it is deleted once.
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
    // SAFETY: made above, and freed by `on_closed` only.
    let handles = unsafe { &*watch }.handles();
    let inits = [libuv.signal_init, libuv.check_init];
    for (handle, init) in handles.into_iter().zip(inits) {
        // SAFETY: the loop is the one that this thread runs, and the memory is as large as it asks for.
        told(env, "uv_handle_init", unsafe { init(event_loop, handle) })?;
        // SAFETY: it is initialised.
        unsafe { (libuv.unref)(handle) };
        // SAFETY: as above.
        unsafe { (libuv.handle_set_data)(handle, watch.cast()) };
    }
    let mut hook = ptr::null_mut();
    // libuv uses a handle until it is closed, which takes a turn of the loop: the environment waits for
    // an asynchronous hook.
    // SAFETY: `watch` lives until `on_closed` removes the hook.
    check_status!(unsafe {
        sys::napi_add_async_cleanup_hook(env.raw(), Some(on_end), watch.cast(), &raw mut hook)
    })?;
    // SAFETY: as above.
    unsafe { &*watch }.hook.set(hook);
    WATCH.set(watch);
    Ok(watch)
}

/// The Watch that a handle is a part of.
fn watch_of(handle: *mut Handle) -> Option<*mut Watch> {
    // Always there: it has called us.
    let libuv = Libuv::found()?;
    // SAFETY: `create` has set the data, and libuv calls back with handles that live.
    Some(unsafe { (libuv.handle_get_data)(handle) }.cast())
}

/// A turn of the loop is its timers, the poll for events, and then this. It comes before the check of Node
/// that runs the immediates: libuv calls first what was started last.
extern "C" fn on_check(handle: *mut Handle) {
    if let Some(watch) = watch_of(handle) {
        // SAFETY: it lives as long as its handle.
        let watch = unsafe { &*watch };
        watch.check_before.set(watch.last_check.replace(now()));
    }
}

fn now() -> f64 {
    reaper_core::clock::monotonic().as_secs_f64() * 1000.0
}

extern "C" fn on_signal(handle: *mut Handle, _number: c_int) {
    if let Some(watch) = watch_of(handle) {
        // SAFETY: as above.
        let watch = unsafe { &*watch };
        // SAFETY: the environment lives, since `on_end` would have closed the handle; and
        // `unwatch_sigchld` stops the handle when it deletes the reference.
        unsafe { callback::call(watch.env, watch.callback.get()) };
    }
}

unsafe extern "C" fn on_end(_hook: sys::napi_async_cleanup_hook_handle, watch: *mut c_void) {
    WATCH.set(ptr::null());
    // Always there: it has made the handles.
    let Some(libuv) = Libuv::found() else { return };
    // SAFETY: the hook was given the Watch that `create` made.
    let watch = unsafe { &*watch.cast::<Watch>() };
    for handle in watch.handles() {
        // SAFETY: initialised, and not closed before: the hook runs once.
        unsafe { (libuv.close)(handle, on_closed) };
    }
}

extern "C" fn on_closed(handle: *mut Handle) {
    let Some(watch) = watch_of(handle) else {
        return;
    };
    // SAFETY: it lives until the last of its handles is closed.
    let left = unsafe { &*watch }.open.get() - 1;
    // SAFETY: as above.
    unsafe { &*watch }.open.set(left);
    if left == 0 {
        // SAFETY: from Box::into_raw. libuv has done with the handles, and nobody else has the Watch.
        let watch = unsafe { Box::from_raw(watch) };
        // The reference goes with the environment.
        // SAFETY: the hook that `create` added.
        unsafe { sys::napi_remove_async_cleanup_hook(watch.hook.get()) };
    }
}

/// What libuv returns is 0 or a negative errno.
fn told(env: Env, function: &'static str, result: c_int) -> Result<()> {
    if result == 0 {
        return Ok(());
    }
    let error = io::Error::from_raw_os_error(-result);
    throw_system_error(env, &SystemError::new(function, error))
}
