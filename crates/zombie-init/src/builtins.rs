//! The functions that the compiler calls by itself and expects in a libc.
//!
//! All accesses are volatile. Otherwise the compiler recognises the loops and replaces them by
//! calls of the functions that contain them. None of these functions has to be fast here.

use core::ffi::c_int;

#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, count: usize) -> *mut u8 {
    for i in 0..count {
        // SAFETY: the caller promises that `count` bytes are there.
        let byte = unsafe { from.wrapping_add(i).read_volatile() };
        // SAFETY: as above.
        unsafe { to.wrapping_add(i).write_volatile(byte) };
    }
    to
}

#[unsafe(no_mangle)]
unsafe extern "C" fn memset(to: *mut u8, byte: c_int, count: usize) -> *mut u8 {
    for i in 0..count {
        // SAFETY: the caller promises that `count` bytes are there.
        unsafe { to.wrapping_add(i).write_volatile(byte as u8) };
    }
    to
}

/// Returns 0 for equal bytes and 1 for others. The compiler asks for no order.
#[unsafe(no_mangle)]
unsafe extern "C" fn bcmp(one: *const u8, other: *const u8, count: usize) -> c_int {
    for i in 0..count {
        // SAFETY: the caller promises that `count` bytes are there.
        let a = unsafe { one.wrapping_add(i).read_volatile() };
        // SAFETY: as above.
        let b = unsafe { other.wrapping_add(i).read_volatile() };
        if a != b {
            return 1;
        }
    }
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn strlen(text: *const u8) -> usize {
    let mut length = 0usize;
    // SAFETY: the caller promises that the text ends in a NUL.
    while unsafe { text.wrapping_add(length).read_volatile() } != 0 {
        length = length.wrapping_add(1);
    }
    length
}
