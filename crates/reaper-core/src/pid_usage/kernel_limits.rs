//! The limits of the machine: kernel.threads-max and kernel.pid_max (proc_sys_kernel(5)).

use std::fs;
use std::path::Path;

use super::limit::{Limit, Source};
use crate::proc::namespace;
use crate::proc::text::{numbers, read_number};

pub fn threads_max() -> Option<Limit> {
    Some(Limit {
        source: Source::ThreadsMax,
        tasks: machine_tasks()?,
        limit: read_number(Path::new("/proc/sys/kernel/threads-max"))?,
    })
}

/// The kernel gives out PIDs below this number only once, before the PID counter first wraps
/// (kernel/pid.c, `RESERVED_PIDS`).
pub const RESERVED_PIDS: u32 = 300;

/// Returns how many tasks kernel.pid_max allows.
pub fn pid_max() -> Option<u64> {
    let limit = read_number(Path::new("/proc/sys/kernel/pid_max"))?;
    Some(limit.saturating_sub(RESERVED_PIDS.into()))
}

/// Returns whether pid_max counts only the tasks of this process's PID namespace. The first
/// namespace contains all tasks. Before Linux 6.14 every other namespace shared the number of the
/// first.
pub fn is_pid_max_of_namespace() -> bool {
    let release = fs::read("/proc/sys/kernel/osrelease").unwrap_or_default();
    !namespace::is_first_pid() && version(&release) >= [6, 14]
}

/// Returns the first two numbers of a release such as "6.18.44-generic".
fn version(release: &[u8]) -> [u64; 2] {
    let mut numbers = numbers(release);
    [(); 2].map(|()| numbers.next().unwrap_or(0))
}

/// Counts every task of the machine, zombies too, even those outside of this PID namespace
/// (`nr_threads`). The number is "456" in a /proc/loadavg of "0.01 0.02 0.03 1/456 789".
pub fn machine_tasks() -> Option<u64> {
    numbers(&fs::read("/proc/loadavg").ok()?).nth(7)
}

#[cfg(test)]
mod tests {
    use super::{machine_tasks, pid_max, threads_max, version};
    use std::fs;

    #[test]
    fn reads_the_version_of_a_kernel() {
        assert_eq!(version(b"6.18.44-fc-v669\n"), [6, 18]);
        assert_eq!(version(b"5.4-rc1"), [5, 4]);
        assert_eq!(version(b""), [0, 0]);
    }

    #[test]
    fn the_limits_are_those_of_the_kernel() {
        let read = |name| -> u64 {
            let text = fs::read_to_string(format!("/proc/sys/kernel/{name}"));
            text.unwrap().trim().parse().unwrap()
        };
        assert_eq!(threads_max().unwrap().limit, read("threads-max"));
        assert_eq!(pid_max().unwrap(), read("pid_max") - 300);
    }

    #[test]
    fn this_machine_has_tasks() {
        assert!(machine_tasks().unwrap() > 1);
    }
}
