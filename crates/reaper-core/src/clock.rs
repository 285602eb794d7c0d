//! The kernel's clocks, which no program can fake for itself.

use std::time::Duration;

/// The time of boot since the epoch, by the clocks as they are now: a step of the wall clock moves
/// it. `CLOCK_BOOTTIME` is what start times in /proc are counted by (fs/proc/array.c,
/// `do_task_stat`), sleep included, and in a time namespace both have the same offset.
#[must_use]
pub fn boot_time() -> Duration {
    now(libc::CLOCK_REALTIME).saturating_sub(now(libc::CLOCK_BOOTTIME))
}

/// A time that only goes forward, at the same pace for the whole process. `CLOCK_MONOTONIC` is what
/// libuv's `uv_now` counts by, too.
#[must_use]
pub fn monotonic() -> Duration {
    now(libc::CLOCK_MONOTONIC)
}

fn now(clock: libc::clockid_t) -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the kernel writes one timespec through the pointer, which outlives the call. Both
    // clocks exist on every kernel, so it cannot fail.
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
