//! The libuv functions that the node executable exports (uv.h), looked up at run time.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::OnceLock;

use napi::bindgen_prelude::Result;
use napi::{Env, sys};

use crate::js::errors::throw_no_libuv;

/// A `uv_handle_t`. The addon uses its address only.
pub type Handle = c_void;
pub type Loop = sys::uv_loop_s;
pub type Visit = extern "C" fn(*mut Handle, *mut c_void);
pub type OnSignal = extern "C" fn(*mut Handle, c_int);
pub type OnTurn = extern "C" fn(*mut Handle);
pub type OnClose = extern "C" fn(*mut Handle);
pub type Init = unsafe extern "C" fn(*mut Loop, *mut Handle) -> c_int;
pub type Stop = unsafe extern "C" fn(*mut Handle) -> c_int;

pub struct Libuv {
    pub walk: unsafe extern "C" fn(*mut Loop, Visit, *mut c_void),
    pub handle_get_type: unsafe extern "C" fn(*const Handle) -> c_int,
    pub handle_size: unsafe extern "C" fn(c_int) -> usize,
    pub handle_get_data: unsafe extern "C" fn(*const Handle) -> *mut c_void,
    pub handle_set_data: unsafe extern "C" fn(*mut Handle, *mut c_void),
    pub is_active: unsafe extern "C" fn(*const Handle) -> c_int,
    pub unref: unsafe extern "C" fn(*mut Handle),
    pub close: unsafe extern "C" fn(*mut Handle, OnClose),
    pub process_get_pid: unsafe extern "C" fn(*const Handle) -> c_int,
    pub signal_init: Init,
    pub signal_start: unsafe extern "C" fn(*mut Handle, OnSignal, c_int) -> c_int,
    pub signal_stop: Stop,
    pub check_init: Init,
    pub check_start: unsafe extern "C" fn(*mut Handle, OnTurn) -> c_int,
    pub check_stop: Stop,
    /// `UV_PROCESS` of uv.h, looked up by name because its number (10 today) may change. The same
    /// holds for the other types.
    pub process_type: c_int,
    pub signal_type: c_int,
    pub check_type: c_int,
}

impl Libuv {
    /// Returns libuv's functions. Throws in a runtime without libuv.
    pub fn get(env: Env) -> Result<&'static Self> {
        match Self::found() {
            Some(libuv) => Ok(libuv),
            None => throw_no_libuv(env),
        }
    }

    pub fn found() -> Option<&'static Self> {
        static LIBUV: OnceLock<Option<Libuv>> = OnceLock::new();
        LIBUV.get_or_init(Self::load).as_ref()
    }

    fn load() -> Option<Self> {
        type TypeName = unsafe extern "C" fn(c_int) -> *const c_char;
        // SAFETY: the signatures here are those of libuv's uv.h, stable since 1.19 (2018).
        // The functions may be called: JavaScript uses this module in Node only. Bun exports the
        // names too, and aborts the process when one is called.
        let handle_type_name: TypeName = unsafe { symbol(c"uv_handle_type_name") }?;
        let handle_type = |expected: &CStr| {
            (0..64).find(|number| {
                // SAFETY: the function takes any integer and returns a static string or NULL.
                let name = unsafe { handle_type_name(*number) };
                // SAFETY: as above.
                !name.is_null() && unsafe { CStr::from_ptr(name) } == expected
            })
        };
        Some(Self {
            // SAFETY: see above.
            walk: unsafe { symbol(c"uv_walk") }?,
            // SAFETY: see above.
            handle_get_type: unsafe { symbol(c"uv_handle_get_type") }?,
            // SAFETY: see above.
            handle_size: unsafe { symbol(c"uv_handle_size") }?,
            // SAFETY: see above.
            handle_get_data: unsafe { symbol(c"uv_handle_get_data") }?,
            // SAFETY: see above.
            handle_set_data: unsafe { symbol(c"uv_handle_set_data") }?,
            // SAFETY: see above.
            is_active: unsafe { symbol(c"uv_is_active") }?,
            // SAFETY: see above.
            unref: unsafe { symbol(c"uv_unref") }?,
            // SAFETY: see above.
            close: unsafe { symbol(c"uv_close") }?,
            // SAFETY: see above.
            process_get_pid: unsafe { symbol(c"uv_process_get_pid") }?,
            // SAFETY: see above.
            signal_init: unsafe { symbol(c"uv_signal_init") }?,
            // SAFETY: see above.
            signal_start: unsafe { symbol(c"uv_signal_start") }?,
            // SAFETY: see above.
            signal_stop: unsafe { symbol(c"uv_signal_stop") }?,
            // SAFETY: see above.
            check_init: unsafe { symbol(c"uv_check_init") }?,
            // SAFETY: see above.
            check_start: unsafe { symbol(c"uv_check_start") }?,
            // SAFETY: see above.
            check_stop: unsafe { symbol(c"uv_check_stop") }?,
            process_type: handle_type(c"process")?,
            signal_type: handle_type(c"signal")?,
            check_type: handle_type(c"check")?,
        })
    }
}

/// Looks up the exported function `name` of this process (`dlsym(RTLD_DEFAULT, name)`).
///
/// # Safety
/// `F` must be the type of that function.
unsafe fn symbol<F: Copy>(name: &CStr) -> Option<F> {
    const { assert!(size_of::<F>() == size_of::<*mut c_void>()) };
    // SAFETY: `name` is a C string, and dlsym only reads it.
    let address = unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) };
    if address.is_null() {
        return None;
    }
    // SAFETY: both types have one size, as asserted. The address is that of a function of type F,
    // as the caller promises.
    Some(unsafe { std::mem::transmute_copy::<*mut c_void, F>(&address) })
}
