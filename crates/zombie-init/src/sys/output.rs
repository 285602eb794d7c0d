//! Writing.

use core::marker::PhantomData;

use syscalls::{Sysno, syscall};

/// A `struct iovec`: bytes to be written.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Bytes<'a> {
    start: *const u8,
    length: usize,
    bytes: PhantomData<&'a [u8]>,
}

impl<'a> Bytes<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self {
            start: bytes.as_ptr(),
            length: bytes.len(),
            bytes: PhantomData,
        }
    }
}

/// Nobody could be told about an error, so there is no result.
pub fn write(output: i32, parts: &[Bytes]) {
    // SAFETY: the kernel reads what the parts borrow.
    let _ = unsafe { syscall!(Sysno::writev, output, parts.as_ptr(), parts.len()) };
}
