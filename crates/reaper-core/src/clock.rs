//! The kernel's clocks. No program can fake them for itself.

use std::io;
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

/// Returns the time since boot, sleep included. Start times in /proc are on this clock.
#[must_use]
pub fn since_boot() -> Duration {
    now(libc::CLOCK_BOOTTIME)
}

/// Returns a time that only goes forward, at the same pace for the whole process. libuv's `uv_now`
/// counts by the same clock, `CLOCK_MONOTONIC`.
#[must_use]
pub fn monotonic() -> Duration {
    now(libc::CLOCK_MONOTONIC)
}

/// Returns the processor time that a thread of this process has used. Costs one system call, and no
/// descriptor.
///
/// # Errors
/// EINVAL when there is no such thread. Others when a seccomp filter refuses the clock.
///
/// The number of the clock is that of pthread_getcpuclockid(3), which needs a `pthread_t`
/// (`CPUCLOCK_PERTHREAD_MASK` and `CPUCLOCK_SCHED`, include/linux/posix-timers.h).
pub fn processor_time(tid: libc::pid_t) -> io::Result<Duration> {
    const OF_A_THREAD: libc::clockid_t = 4 | 2;
    read((!tid << 3) | OF_A_THREAD)
}

/// For the three clocks above, which exist on every kernel. So the call cannot fail.
fn now(clock: libc::clockid_t) -> Duration {
    read(clock).unwrap_or_default()
}

fn read(clock: libc::clockid_t) -> io::Result<Duration> {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the kernel writes one timespec through the pointer, which outlives the call.
    let result = unsafe { libc::clock_gettime(clock, &raw mut time) };
    if result == -1 {
        return Err(io::Error::last_os_error());
    }
    Ok(Duration::new(
        time.tv_sec.cast_unsigned(),
        time.tv_nsec as u32,
    ))
}

#[cfg(test)]
mod tests {
    use super::{boot_time, monotonic, processor_time, since_boot};
    use std::fs;
    use std::time::Duration;

    #[test]
    fn is_what_the_kernel_says_in_proc_stat() {
        let stat = fs::read_to_string("/proc/stat").unwrap();
        let line = stat.lines().find_map(|line| line.strip_prefix("btime "));
        let seconds: u64 = line.unwrap().parse().unwrap();
        assert!(boot_time().as_secs().abs_diff(seconds) <= 1);
    }

    #[test]
    fn the_clock_without_sleep_is_never_ahead_of_the_one_with_sleep() {
        let before = monotonic();
        assert!(before > Duration::ZERO && before <= since_boot());
    }

    #[test]
    fn counts_the_processor_time_of_any_thread_of_this_process() {
        // SAFETY: the call takes no arguments and touches no memory of this process.
        let tid = unsafe { libc::gettid() };
        let start = processor_time(tid).unwrap();
        let has_used = move |time| processor_time(tid).unwrap() >= start + time;
        while !has_used(Duration::from_millis(2)) {}
        std::thread::spawn(move || assert!(has_used(Duration::from_millis(2))))
            .join()
            .unwrap();
        // PID 1 is no thread of this process.
        let error = processor_time(1).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(libc::EINVAL));
    }
}
