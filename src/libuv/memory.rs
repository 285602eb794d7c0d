//! The memory of a handle of libuv's, whose size only libuv knows.

use std::ffi::c_int;

use super::functions::{Handle, Libuv};

/// Of a handle: as large as libuv wants it, and aligned for whatever is in it.
pub struct Memory(*mut [u128]);

impl Memory {
    pub fn new(libuv: &Libuv, handle_type: c_int) -> Self {
        // SAFETY: it takes any type of a handle.
        let size = unsafe { (libuv.handle_size)(handle_type) };
        let words = vec![0_u128; size.div_ceil(size_of::<u128>())];
        Self(Box::into_raw(words.into_boxed_slice()))
    }

    pub fn handle(&self) -> *mut Handle {
        self.0.cast()
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: from Box::into_raw, and `on_closed` has made sure that libuv has done with it.
        drop(unsafe { Box::from_raw(self.0) });
    }
}
