//! The tightest of all limits, and the tasks that count against it.

use std::io;

use super::cgroup::Group;
use super::kernel_limits;
use super::limit::{Limit, Source};
use super::rlimit_nproc;
use crate::proc::process_table;

/// The tightest limit, which has the smallest headroom.
#[derive(Debug)]
pub struct Usage {
    pub source: Source,
    /// The tasks that count against the limit: threads and zombies.
    pub tasks: u64,
    pub limit: u64,
    /// How many of the tasks are zombies, as far as /proc shows.
    pub zombies: u64,
}

/// Returns the tightest limit and its use. None when no limit is known: /proc/sys is missing and no
/// other limit holds.
///
/// Reads one file per process, and two per process where RLIMIT_NPROC holds.
///
/// # Errors
/// As [`crate::proc::namespace::check`].
pub fn usage() -> io::Result<Option<Usage>> {
    let table = process_table::all()?;
    let group = Group::own();
    let mut candidates = Vec::new();
    candidates.extend(group.iter().flat_map(Group::limits));
    candidates.extend(rlimit_nproc::limit(&table));
    candidates.extend(kernel_limits::threads_max());
    candidates.extend(kernel_limits::pid_max(&table));
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
            // A task that is just being started counts already and is not listed yet. It is not a
            // zombie if /proc shows no zombie.
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

/// Returns the limit with the smallest headroom, and the first of several equal ones.
fn tightest(candidates: Vec<Limit>) -> Option<Limit> {
    let headroom = |candidate: &Limit| candidate.limit.saturating_sub(candidate.tasks);
    candidates.into_iter().min_by_key(headroom)
}

#[cfg(test)]
mod tests {
    use super::{Limit, Source, tightest, usage};

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
        // A limit may be lowered below the number of its tasks.
        let candidates = vec![limit(Source::ThreadsMax, 1, 2), limit(Source::PidMax, 9, 1)];
        assert_eq!(tightest(candidates).unwrap().source, Source::PidMax);
        assert!(tightest(Vec::new()).is_none());
    }

    #[test]
    fn this_machine_has_a_limit() {
        let usage = usage().unwrap().unwrap();
        assert!(usage.tasks > 1 && usage.limit >= usage.tasks);
    }
}
