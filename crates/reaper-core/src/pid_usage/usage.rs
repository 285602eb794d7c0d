//! How many more tasks can be started, and what limits it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::pid_usage::cgroup::Group;
use crate::pid_usage::rlimit_nproc;
use crate::proc::process_table::{self, Stat};
use crate::proc::text::{numbers, read_number};

/// The tightest limit: the one with the smallest headroom.
#[derive(Debug)]
pub struct Usage {
    pub source: Source,
    /// The tasks that count against it: threads and zombies.
    pub tasks: u64,
    pub limit: u64,
    /// How many of them are zombies, as far as /proc shows.
    pub zombies: u64,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Source {
    /// pids.max of this group, ours or an ancestor.
    Cgroup(PathBuf),
    /// RLIMIT_NPROC.
    Rlimit,
    /// kernel.threads-max.
    ThreadsMax,
    /// kernel.pid_max.
    PidMax,
}

#[derive(Debug)]
pub(crate) struct Limit {
    pub source: Source,
    pub tasks: u64,
    pub limit: u64,
}

/// Costs the reading of one file a process; of two where RLIMIT_NPROC holds.
///
/// None when nothing is known of any limit: /proc/sys is missing and no other limit holds.
///
/// # Errors
/// As [`process_table::check`].
pub fn usage() -> io::Result<Option<Usage>> {
    let table = process_table::all()?;
    let group = Group::own();
    let mut candidates = Vec::new();
    for limit in group.iter().flat_map(Group::limits) {
        candidates.push(Limit {
            source: Source::Cgroup(limit.dir),
            tasks: limit.current,
            limit: limit.max,
        });
    }
    candidates.extend(rlimit_nproc::limit(&table));
    candidates.extend(threads_max());
    candidates.extend(pid_max(&table));
    let Some(Limit {
        source,
        tasks,
        limit,
    }) = tightest(candidates)
    else {
        return Ok(None);
    };
    let visible = table.iter().filter(|stat| stat.is_zombie());
    let zombies = match (&source, &group) {
        (Source::Cgroup(dir), Some(group)) => {
            // A task that is just being started counts already and is not listed yet: it is no
            // zombie where /proc shows none.
            let dead = tasks.saturating_sub(group.count_living(dir));
            dead.min(visible.count() as u64)
        }
        (Source::Rlimit, _) => visible
            .filter(|stat| rlimit_nproc::is_counted(stat))
            .count() as u64,
        _ => visible.count() as u64,
    };
    Ok(Some(Usage {
        source,
        tasks,
        limit,
        zombies,
    }))
}

/// The first one wins a draw.
fn tightest(candidates: Vec<Limit>) -> Option<Limit> {
    let headroom = |candidate: &Limit| candidate.limit.saturating_sub(candidate.tasks);
    candidates.into_iter().min_by_key(headroom)
}

fn threads_max() -> Option<Limit> {
    Some(Limit {
        source: Source::ThreadsMax,
        tasks: machine_tasks()?,
        limit: read_number(Path::new("/proc/sys/kernel/threads-max"))?,
    })
}

/// Numbers below this one are given out once only, before the first time that the numbers run out
/// and start again (kernel/pid.c, `RESERVED_PIDS`).
const RESERVED_PIDS: u64 = 300;

fn pid_max(table: &[Stat]) -> Option<Limit> {
    let limit = read_number(Path::new("/proc/sys/kernel/pid_max"))?;
    Some(Limit {
        source: Source::PidMax,
        tasks: if is_pid_max_of_namespace() {
            count_tasks(table)
        } else {
            machine_tasks()?
        },
        limit: limit.saturating_sub(RESERVED_PIDS),
    })
}

/// Whether pid_max counts the tasks of our PID namespace only. The first namespace has all of them;
/// before Linux 6.14 every other one shared its number.
fn is_pid_max_of_namespace() -> bool {
    // PROC_PID_INIT_INO (include/linux/proc_ns.h).
    let is_first = is_namespace("pid", "pid:[4026531836]");
    let release = fs::read("/proc/sys/kernel/osrelease").unwrap_or_default();
    !is_first && version(&release) >= [6, 14]
}

/// The first two numbers of "6.18.44-generic".
fn version(release: &[u8]) -> [u64; 2] {
    let mut numbers = numbers(release);
    [(); 2].map(|()| numbers.next().unwrap_or(0))
}

/// Every task of the machine, zombies too, whatever our namespace shows (`nr_threads`): "456" in a
/// /proc/loadavg of "0.01 0.02 0.03 1/456 789".
fn machine_tasks() -> Option<u64> {
    numbers(&fs::read("/proc/loadavg").ok()?).nth(7)
}

pub(crate) fn count_tasks<'a>(table: impl IntoIterator<Item = &'a Stat>) -> u64 {
    let threads = table.into_iter().map(|stat| stat.threads.max(1));
    threads.map(|count| u64::from(count.cast_unsigned())).sum()
}

pub(crate) fn is_namespace(kind: &str, name: &str) -> bool {
    fs::read_link(format!("/proc/self/ns/{kind}")).is_ok_and(|link| link == Path::new(name))
}

#[cfg(test)]
mod tests {
    use super::{Limit, Source, machine_tasks, tightest, usage, version};

    fn limit(source: Source, tasks: u64, limit: u64) -> Limit {
        Limit {
            source,
            tasks,
            limit,
        }
    }

    #[test]
    fn the_tightest_is_the_one_with_the_smallest_headroom() {
        let candidates = vec![
            limit(Source::Rlimit, 5, 20),
            limit(Source::ThreadsMax, 90, 100),
            limit(Source::PidMax, 10, 20),
        ];
        let found = tightest(candidates).unwrap();
        assert_eq!(found.source, Source::ThreadsMax);
        // A limit may be lowered below what it counts.
        let candidates = vec![limit(Source::ThreadsMax, 1, 2), limit(Source::PidMax, 9, 1)];
        assert_eq!(tightest(candidates).unwrap().source, Source::PidMax);
        assert!(tightest(Vec::new()).is_none());
    }

    #[test]
    fn reads_the_version_of_a_kernel() {
        assert_eq!(version(b"6.18.44-fc-v669\n"), [6, 18]);
        assert_eq!(version(b"5.4-rc1"), [5, 4]);
        assert_eq!(version(b""), [0, 0]);
    }

    #[test]
    fn this_machine_has_a_limit() {
        assert!(machine_tasks().unwrap() > 1);
        let usage = usage().unwrap().unwrap();
        assert!(usage.tasks > 1 && usage.limit >= usage.tasks);
    }
}
