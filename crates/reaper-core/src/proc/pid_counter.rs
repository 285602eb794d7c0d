//! The position of the kernel's PID counter. The kernel assigns PIDs in ascending order and wraps
//! around at the end (`idr_alloc_cyclic`).

use std::fs;
use std::path::Path;

use super::text::{numbers, read_number, split};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PidCounter {
    /// The PID assigned last in this PID namespace.
    pub last: u64,
    /// How many processes and threads have started since boot, in all PID namespaces.
    pub started: u64,
    /// How many processes and threads the machine has now.
    pub tasks: u64,
    /// The number that no PID reaches (kernel.pid_max).
    pub max: u64,
}

/// Returns the position. None where /proc does not show the counter.
#[must_use]
pub fn position() -> Option<PidCounter> {
    // `started` is read first, so a later `started` minus this one counts every start after `last`.
    let started = started(&fs::read("/proc/stat").ok()?)?;
    let [tasks, last] = tasks_and_last(&fs::read("/proc/loadavg").ok()?)?;
    let max = read_number(Path::new("/proc/sys/kernel/pid_max"))?;
    // gVisor has the files, but they show zeroes.
    (started > 0 && last > 0).then_some(PidCounter {
        last,
        started,
        tasks,
        max,
    })
}

fn started(stat: &[u8]) -> Option<u64> {
    let line = split(stat, b'\n').find_map(|line| line.strip_prefix(b"processes "))?;
    numbers(line).next()
}

/// Reads the last two numbers of a text such as "0.01 0.02 0.03 1/456 789".
fn tasks_and_last(loadavg: &[u8]) -> Option<[u64; 2]> {
    let mut numbers = numbers(loadavg).skip(7);
    Some([numbers.next()?, numbers.next()?])
}

#[cfg(test)]
mod tests {
    use super::{position, started, tasks_and_last};
    use std::process::Command;

    #[test]
    fn reads_what_the_kernel_prints() {
        assert_eq!(
            started(b"ctxt 5\nprocesses 4711\nprocs_running 1\n"),
            Some(4711)
        );
        assert_eq!(started(b"ctxt 5\n"), None);
        assert_eq!(
            tasks_and_last(b"0.01 0.02 0.03 1/456 789\n"),
            Some([456, 789])
        );
        assert_eq!(tasks_and_last(b"0.01 0.02 0.03"), None);
    }

    #[test]
    fn a_start_moves_it() {
        let before = position().unwrap();
        Command::new("true").status().unwrap();
        let after = position().unwrap();
        assert!(after.started > before.started);
        assert!(after.tasks > 0 && after.max > 300);
    }
}
