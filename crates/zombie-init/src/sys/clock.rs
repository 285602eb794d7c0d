//! The clock that goes with waiting.

use syscalls::{Sysno, syscall};

/// A `struct timespec`.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Time {
    pub seconds: i64,
    pub nanoseconds: i64,
}

impl Time {
    pub const ZERO: Self = Self {
        seconds: 0,
        nanoseconds: 0,
    };
}

/// Time since the start of the machine, which nobody can set.
pub fn now() -> Time {
    const CLOCK_MONOTONIC: usize = 1;
    let mut time = Time::ZERO;
    // SAFETY: the kernel writes one timespec.
    let _ = unsafe { syscall!(Sysno::clock_gettime, CLOCK_MONOTONIC, &raw mut time) };
    time
}
