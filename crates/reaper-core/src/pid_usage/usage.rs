//! The tightest of all limits, and the tasks that count against it.

use std::cell::OnceCell;
use std::io;

use super::cgroup::Group;
use super::kernel_limits;
use super::limit::{Limit, Source};
use super::rlimit_nproc;
use crate::proc::namespace;
use crate::proc::process_table::{self, Stat, count_tasks};

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
/// Reads one file per process, and two per process where RLIMIT_NPROC may be the tightest limit.
///
/// # Errors
/// As [`crate::proc::namespace::check`] and [`process_table::try_stat`].
pub fn usage() -> io::Result<Option<Usage>> {
    let table = Table::default();
    let group = Group::own();
    let Some(Limit {
        source,
        tasks,
        limit,
    }) = tightest_limit(group.as_ref(), &table)?
    else {
        return Ok(None);
    };
    let visible = table.get()?.iter().filter(|stat| stat.is_zombie());
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

/// Returns the same limit as [`usage`], and counts no zombies. Reads a file per process only where
/// a limit may be the tightest that the kernel has no number for.
///
/// # Errors
/// As [`usage`].
pub fn limit() -> io::Result<Option<Limit>> {
    tightest_limit(Group::own().as_ref(), &Table::default())
}

/// The process table, read when it is first needed.
#[derive(Default)]
struct Table(OnceCell<Vec<Stat>>);

impl Table {
    fn get(&self) -> io::Result<&[Stat]> {
        if self.0.get().is_none() {
            let table = process_table::all()?;
            return Ok(self.0.get_or_init(|| table));
        }
        Ok(self.0.get().map_or(&[], Vec::as_slice))
    }
}

fn tightest_limit(group: Option<&Group>, table: &Table) -> io::Result<Option<Limit>> {
    namespace::check()?;
    // Fails when no descriptor is left. Each limit would then seem not to hold.
    process_table::try_stat(std::process::id().cast_signed())?;
    let of_group = group
        .into_iter()
        .flat_map(Group::limits)
        .collect::<Vec<_>>();
    let of_threads = kernel_limits::threads_max();
    // Every task of the machine may count against a limit, and never more.
    let machine = kernel_limits::machine_tasks().unwrap_or(u64::MAX);
    let known = of_group.iter().chain(&of_threads).map(headroom).min();
    let may_be_tightest =
        |limit: &u64| known.is_none_or(|known| limit.saturating_sub(machine) <= known);

    let mut candidates = of_group;
    if let Some(limit) = rlimit_nproc::limit().filter(may_be_tightest) {
        candidates.push(rlimit_nproc::count(limit, table.get()?));
    }
    candidates.extend(of_threads);
    if let Some(limit) = kernel_limits::pid_max().filter(may_be_tightest) {
        let tasks = match kernel_limits::is_pid_max_of_namespace() {
            true => Some(count_tasks(table.get()?)),
            false => kernel_limits::machine_tasks(),
        };
        let source = Source::PidMax;
        candidates.extend(tasks.map(|tasks| Limit {
            source,
            tasks,
            limit,
        }));
    }
    Ok(tightest(candidates))
}

fn headroom(candidate: &Limit) -> u64 {
    candidate.limit.saturating_sub(candidate.tasks)
}

/// Returns the limit with the smallest headroom, and the first of several equal ones.
fn tightest(candidates: Vec<Limit>) -> Option<Limit> {
    candidates.into_iter().min_by_key(headroom)
}

#[cfg(test)]
mod tests {
    use super::{Limit, Source, limit as tightest_of_all, tightest, usage};

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
        let limit = tightest_of_all().unwrap().unwrap();
        assert_eq!((limit.limit, limit.source), (usage.limit, usage.source));
    }
}
