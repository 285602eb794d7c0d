//! Hearing of SIGCHLD without a listener on `process`, which the application may remove, and which
//! Jest replaces by a copy that hears no signals.

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::{io, ptr};

use napi::bindgen_prelude::{Function, JsValue, Result};
use napi::{Env, check_status, sys};
use napi_derive::napi;
use reaper_core::SystemError;

use super::{Handle, Libuv};
use crate::errors::throw_system_error;

/// A signal handle of libuv, and what to call.
struct Watch {
    env: sys::napi_env,
    callback: sys::napi_ref,
    hook: sys::napi_async_cleanup_hook_handle,
    /// A `uv_signal_t`, aligned for whatever is in it.
    handle: Box<[u128]>,
}

thread_local! {
    /// Of this thread's environment, from its first call on until the environment ends.
    static WATCH: Cell<*mut Watch> = const { Cell::new(ptr::null_mut()) };
}

/// Calls `callback` whenever SIGCHLD has come, once for several that came at once, in the loop's poll
/// phase (`uv_signal_start`). The handle never keeps the process alive, and no
/// `process.getActiveResourcesInfo()` shows it. A second call replaces the callback.
#[napi]
pub fn watch_sigchld(env: &Env, callback: Function<'_, (), ()>) -> Result<()> {
    let libuv = Libuv::get(*env)?;
    let watch = match WATCH.get() {
        watch if watch.is_null() => create(*env, libuv)?,
        watch => watch,
    };
    let mut reference = ptr::null_mut();
    // SAFETY: both are of this environment, which is in a call; the result outlives this call.
    check_status!(unsafe {
        sys::napi_create_reference(env.raw(), callback.raw(), 1, &raw mut reference)
    })?;
    // SAFETY: made by `create`, and freed with the environment only; this thread alone uses it.
    let watch = unsafe { &mut *watch };
    let before = std::mem::replace(&mut watch.callback, reference);
    if !before.is_null() {
        // SAFETY: it was made above, in an earlier call.
        unsafe { sys::napi_delete_reference(env.raw(), before) };
    }
    let handle = watch.handle.as_mut_ptr().cast();
    // SAFETY: `create` has initialised the handle.
    let result = unsafe { (libuv.signal_start)(handle, on_signal, libc::SIGCHLD) };
    told(*env, "uv_signal_start", result)
}

/// Calls it no more. Nothing happens when nothing is called.
#[napi]
pub fn unwatch_sigchld(env: &Env) -> Result<()> {
    let libuv = Libuv::get(*env)?;
    let watch = WATCH.get();
    if !watch.is_null() {
        // SAFETY: as in `watch_sigchld`.
        let handle = unsafe { &mut *watch }.handle.as_mut_ptr().cast();
        // SAFETY: `create` has initialised the handle. It may be stopped already (uv_signal_stop).
        unsafe { (libuv.signal_stop)(handle) };
    }
    Ok(())
}

fn create(env: Env, libuv: &Libuv) -> Result<*mut Watch> {
    // SAFETY: it takes any type of a handle.
    let size = unsafe { (libuv.handle_size)(libuv.signal_type) };
    let mut watch = Box::new(Watch {
        env: env.raw(),
        callback: ptr::null_mut(),
        hook: ptr::null_mut(),
        handle: vec![0; size.div_ceil(size_of::<u128>())].into_boxed_slice(),
    });
    let handle: *mut Handle = watch.handle.as_mut_ptr().cast();
    let event_loop = env.get_uv_event_loop()?;
    // SAFETY: the loop is the one that this thread runs, and the memory is as large as it asks for.
    let result = unsafe { (libuv.signal_init)(event_loop, handle) };
    told(env, "uv_signal_init", result)?;
    // SAFETY: it is initialised.
    unsafe { (libuv.unref)(handle) };
    let watch = Box::into_raw(watch);
    // SAFETY: as above.
    unsafe { (libuv.handle_set_data)(handle, watch.cast()) };
    WATCH.set(watch);
    // libuv uses the handle until it is closed, which takes a turn of the loop: the environment waits
    // for an asynchronous hook.
    let mut hook = ptr::null_mut();
    // SAFETY: `watch` lives until `on_closed` removes the hook.
    check_status!(unsafe {
        sys::napi_add_async_cleanup_hook(env.raw(), Some(on_end), watch.cast(), &raw mut hook)
    })?;
    // SAFETY: made above, and nobody else has it yet.
    unsafe { (*watch).hook = hook };
    Ok(watch)
}

extern "C" fn on_signal(handle: *mut Handle, _number: c_int) {
    let Some(watch) = watch_of(handle) else {
        return;
    };
    // SAFETY: it lives as long as its handle, and this copies it out before JavaScript runs.
    let Watch { env, callback, .. } = *unsafe { &*watch };
    call(env, callback);
}

/// The Watch that a handle is a part of.
fn watch_of(handle: *mut Handle) -> Option<*mut Watch> {
    // Always there: it has called us.
    let libuv = Libuv::found()?;
    // SAFETY: `create` has set the data, and libuv calls back with handles that live.
    Some(unsafe { (libuv.handle_get_data)(handle) }.cast())
}

/// Calls the callback, and lets run what it queued (`napi_make_callback`). In no asynchronous context:
/// one would be among the application's async hooks, and Jest would take it for an open handle.
fn call(env: sys::napi_env, callback: sys::napi_ref) {
    let (mut scope, mut function, mut global) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // SAFETY: the environment lives, since `on_end` would have closed the handle.
    if unsafe { sys::napi_open_handle_scope(env, &raw mut scope) } != sys::Status::napi_ok {
        return;
    }
    // SAFETY: `watch_sigchld` has made the reference.
    unsafe { sys::napi_get_reference_value(env, callback, &raw mut function) };
    // SAFETY: within the scope.
    unsafe { sys::napi_get_global(env, &raw mut global) };
    // SAFETY: a function, as `watch_sigchld` was given one, without arguments or a wanted result.
    let status = unsafe {
        sys::napi_make_callback(
            env,
            ptr::null_mut(),
            global,
            function,
            0,
            ptr::null(),
            ptr::null_mut(),
        )
    };
    if status == sys::Status::napi_pending_exception {
        let mut exception = ptr::null_mut();
        // SAFETY: within the scope, and there is one.
        unsafe { sys::napi_get_and_clear_last_exception(env, &raw mut exception) };
        // SAFETY: as above.
        unsafe { sys::napi_fatal_exception(env, exception) };
    }
    // SAFETY: opened above.
    unsafe { sys::napi_close_handle_scope(env, scope) };
}

unsafe extern "C" fn on_end(_hook: sys::napi_async_cleanup_hook_handle, watch: *mut c_void) {
    WATCH.set(ptr::null_mut());
    // Always there: it has made the handle.
    let Some(libuv) = Libuv::found() else { return };
    // SAFETY: the hook was given the Watch that `create` made.
    let watch = unsafe { &mut *watch.cast::<Watch>() };
    // SAFETY: initialised, and not closed before: the hook runs once.
    unsafe { (libuv.close)(watch.handle.as_mut_ptr().cast(), on_closed) };
}

extern "C" fn on_closed(handle: *mut Handle) {
    let Some(watch) = watch_of(handle) else {
        return;
    };
    // SAFETY: from Box::into_raw. libuv has done with the handle, and nobody else has the Watch.
    let watch = unsafe { Box::from_raw(watch) };
    // The reference goes with the environment.
    // SAFETY: the hook that `create` added.
    unsafe { sys::napi_remove_async_cleanup_hook(watch.hook) };
}

/// What libuv returns is 0 or a negative errno.
fn told(env: Env, function: &'static str, result: c_int) -> Result<()> {
    if result == 0 {
        return Ok(());
    }
    let error = io::Error::from_raw_os_error(-result);
    throw_system_error(env, &SystemError::new(function, error))
}
