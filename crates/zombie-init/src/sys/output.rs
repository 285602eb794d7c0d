//! Writes to file descriptors, and asks whether a write would block.

use core::marker::PhantomData;

use syscalls::{Sysno, syscall};

use super::clock::Time;

/// A `struct iovec`: bytes to write.
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

/// A `struct pollfd`.
#[repr(C)]
struct Poll {
    output: i32,
    events: i16,
    events_seen: i16,
}

/// Returns whether a short write would end at once, with an error or without. Returns true too when
/// a seccomp filter refuses the question.
pub fn is_ready(output: i32) -> bool {
    const POLLOUT: i16 = 4;
    let mut poll = Poll {
        output,
        events: POLLOUT,
        events_seen: 0,
    };
    let mut timeout = Time::ZERO;
    // SAFETY: the kernel reads and writes one pollfd and one timespec.
    let count = unsafe { syscall!(Sysno::ppoll, &raw mut poll, 1, &raw mut timeout, 0, 0) };
    count != Ok(0)
}

/// Writes the parts. Returns nothing, because an error could be reported nowhere.
pub fn write(output: i32, parts: &[Bytes]) {
    // SAFETY: the kernel reads the bytes that the parts borrow.
    let _ = unsafe { syscall!(Sysno::writev, output, parts.as_ptr(), parts.len()) };
}
