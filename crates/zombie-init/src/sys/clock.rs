//! The clock for timeouts of waits.

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

/// Returns the time since boot, on a clock that no process can set. None when a seccomp filter
/// refuses the question.
pub fn now() -> Option<Time> {
    const CLOCK_MONOTONIC: usize = 1;
    let mut time = Time::ZERO;
    // SAFETY: the kernel writes one timespec, which outlives the call.
    let told = unsafe { syscall!(Sysno::clock_gettime, CLOCK_MONOTONIC, &raw mut time) };
    told.ok().map(|_| time)
}
