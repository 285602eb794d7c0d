//! The memory of a libuv handle. Only libuv knows the size.

use std::ffi::c_int;

use super::functions::{Handle, Libuv};

/// The memory of one handle, as large as libuv wants it and aligned for any field.
pub struct Memory(*mut [u128]);

impl Memory {
    pub fn new(libuv: &Libuv, handle_type: c_int) -> Self {
        // SAFETY: the function takes any handle type.
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
        // SAFETY: the pointer is from Box::into_raw, and `on_closed` makes sure that libuv no
        // longer uses the memory.
        drop(unsafe { Box::from_raw(self.0) });
    }
}
