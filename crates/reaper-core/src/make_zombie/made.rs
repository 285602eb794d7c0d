//! The zombies that this package has made. No thread waits for them.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock;
use crate::proc::process_table::{self, TICKS_PER_SECOND};

/// The clock ticks since boot in which each process may have been started, by PID.
type Made = HashMap<libc::pid_t, RangeInclusive<u64>>;

static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);

fn made() -> MutexGuard<'static, Made> {
    MADE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Records a zombie that was started after `start`, a time since boot.
pub(super) fn remember(pid: libc::pid_t, start: Duration) {
    made().insert(pid, ticks(start)..=ticks(clock::since_boot()));
}

/// Returns whether this package has made the zombie. Compares the start time, since other code may
/// have reaped the zombie of this package, and the kernel may have reused its PID. A start time
/// that cannot be read proves nothing.
pub(crate) fn has(pid: libc::pid_t) -> bool {
    made().get(&pid).is_some_and(|started| {
        process_table::start_time(pid).is_none_or(|ticks| started.contains(&ticks))
    })
}

/// Forgets processes that have been reaped.
pub(crate) fn forget(pids: impl Iterator<Item = libc::pid_t>) {
    let mut made = made();
    if made.is_empty() {
        return;
    }
    for pid in pids {
        made.remove(&pid);
    }
}

/// Forgets every process. Costs less than to forget thousands of them one by one.
pub(crate) fn clear() {
    made().clear();
}

/// Counts like /proc (fs/proc/array.c, `nsec_to_clock_t`).
fn ticks(since_boot: Duration) -> u64 {
    let nanoseconds_per_tick = 1_000_000_000 / u64::from(TICKS_PER_SECOND);
    let seconds = since_boot.as_secs() * u64::from(TICKS_PER_SECOND);
    seconds + u64::from(since_boot.subsec_nanos()) / nanoseconds_per_tick
}

#[cfg(test)]
mod tests {
    use super::{forget, has, remember};
    use std::time::Duration;

    #[test]
    fn a_process_is_known_until_it_is_forgotten() {
        // No PID is so high, so no start time can be read.
        let pid = libc::pid_t::MAX;
        // A pass of another test may forget every process.
        while !has(pid) {
            remember(pid, Duration::ZERO);
        }
        forget([pid].into_iter());
        assert!(!has(pid));
    }
}
