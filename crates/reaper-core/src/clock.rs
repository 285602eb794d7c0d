//! The kernel's clocks. No program can fake them for itself.

use std::time::Duration;

/// Returns the time of boot since the epoch, computed from the clocks as they are now. A step of
/// the wall clock moves the result.
///
/// The kernel counts start times in /proc by `CLOCK_BOOTTIME` (fs/proc/array.c, `do_task_stat`),
/// sleep included. In a time namespace both have the same offset.
#[must_use]
pub fn boot_time() -> Duration {
    now(libc::CLOCK_REALTIME).saturating_sub(since_boot())
}

/// Returns the time since boot. The kernel counts start times by this clock.
pub(crate) fn since_boot() -> Duration {
    now(libc::CLOCK_BOOTTIME)
}

/// Returns a time that only goes forward, at the same pace for the whole process. libuv's `uv_now`
/// counts by the same clock, `CLOCK_MONOTONIC`.
#[must_use]
pub fn monotonic() -> Duration {
    now(libc::CLOCK_MONOTONIC)
}

fn now(clock: libc::clockid_t) -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the kernel writes one timespec through the pointer, which outlives the call. All
    // three clocks exist on every kernel, so the call cannot fail.
    unsafe { libc::clock_gettime(clock, &raw mut time) };
    Duration::new(time.tv_sec.cast_unsigned(), time.tv_nsec as u32)
}

#[cfg(test)]
mod tests {
    use super::boot_time;
    use std::fs;

    #[test]
    fn is_what_the_kernel_says_in_proc_stat() {
        let stat = fs::read_to_string("/proc/stat").unwrap();
        let line = stat.lines().find_map(|line| line.strip_prefix("btime "));
        let seconds: u64 = line.unwrap().parse().unwrap();
        assert!(boot_time().as_secs().abs_diff(seconds) <= 1);
    }
}
