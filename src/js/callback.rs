//! Calling a JavaScript function out of the event loop.

use std::ptr;

use napi::sys;

/// Calls the callback, and lets run what it queued (`napi_make_callback`). In no asynchronous context:
/// one would be among the application's async hooks, and Jest would take it for an open handle.
///
/// # Safety
/// The environment lives, and the reference is to a function.
pub unsafe fn call(env: sys::napi_env, callback: sys::napi_ref) {
    let (mut scope, mut function, mut this) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // SAFETY: the caller's promise.
    if unsafe { sys::napi_open_handle_scope(env, &raw mut scope) } != sys::Status::napi_ok {
        return;
    }
    // SAFETY: the caller's promise.
    unsafe { sys::napi_get_reference_value(env, callback, &raw mut function) };
    // An object of its own: Node enters the `domain` of the one that it is called with, and in a REPL the
    // global object has one that is none.
    // SAFETY: within the scope.
    unsafe { sys::napi_create_object(env, &raw mut this) };
    // SAFETY: a function, as the caller promises, without arguments or a wanted result.
    let status = unsafe {
        sys::napi_make_callback(
            env,
            ptr::null_mut(),
            this,
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
