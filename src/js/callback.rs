//! Calls a JavaScript function from the event loop.

use std::ptr;

use napi::sys;

/// Calls the callback, and then runs the tasks that the callback queued (`napi_make_callback`). The
/// call has no asynchronous context. A context would appear among the application's async hooks,
/// and Jest would take it for an open handle.
///
/// # Safety
/// The environment lives, and the reference is to a function.
pub unsafe fn call(env: sys::napi_env, callback: sys::napi_ref) {
    let (mut scope, mut function, mut this) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // SAFETY: the caller promises that the environment lives and that the reference is to a
    // function.
    if unsafe { sys::napi_open_handle_scope(env, &raw mut scope) } != sys::Status::napi_ok {
        return;
    }
    // SAFETY: the caller promises that the environment lives and that the reference is to a
    // function.
    unsafe { sys::napi_get_reference_value(env, callback, &raw mut function) };
    // The call gets an object of its own as `this`. Node enters the `domain` of that object. In a
    // REPL the global object has a property `domain` that is no domain.
    // SAFETY: the handle scope is open.
    unsafe { sys::napi_create_object(env, &raw mut this) };
    // SAFETY: the value is a function, as the caller promises. The call passes no arguments and
    // asks for no result.
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
        // SAFETY: the handle scope is open, and an exception is pending.
        unsafe { sys::napi_get_and_clear_last_exception(env, &raw mut exception) };
        // SAFETY: as above.
        unsafe { sys::napi_fatal_exception(env, exception) };
    }
    // SAFETY: the scope was opened above.
    unsafe { sys::napi_close_handle_scope(env, scope) };
}
