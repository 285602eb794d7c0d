//! The ledger of zombies that another thread may be about to take.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::threads::{self, Runners};
use crate::clock;
use crate::proc::process_table;

/// How long a zombie must stay unclaimed before it may be taken although other threads are busy.
const PATIENCE: Duration = Duration::from_millis(100);

/// How long each of these threads must have run since. A thread that is about to take a zombie takes
/// it within microseconds, or a millisecond when thousands of children live. But on a busy machine
/// it may get no processor for longer than [`PATIENCE`]. A virtual processor may count the time that
/// its host has taken away, so this time is longer.
const RUN: Duration = Duration::from_millis(10);

/// How long a zombie waits for a thread that does not run. A debugger can stop a thread for ever.
const LONGEST: Duration = Duration::from_secs(10);

/// What the ledger knows of a zombie, by its PID.
struct Doubt {
    /// Tells the zombie from a later one with the same PID. None when no /proc and no free
    /// descriptor was there.
    start_time: Option<u64>,
    /// On the monotonic clock.
    first_seen: Duration,
    /// The processor time of each running thread when the thread was first seen beside the zombie.
    /// Zombies that are first seen together share the map.
    runners: Arc<BTreeMap<libc::pid_t, Duration>>,
    /// Whether the zombie may be taken.
    is_ripe: bool,
}

impl Doubt {
    /// Asks `runners` only when the zombie may be taken otherwise.
    fn ripen<'a>(&mut self, now: Duration, runners: impl FnOnce() -> Option<&'a Runners>) {
        let age = now.saturating_sub(self.first_seen);
        if !self.is_ripe && age >= PATIENCE {
            self.is_ripe = runners().is_none_or(|now| self.have_run(now)) || age >= LONGEST;
        }
    }

    /// Returns whether each of the threads has run for long enough. Notes the threads that are new.
    fn have_run(&mut self, now: &Runners) -> bool {
        let mut have_run = now.is_whole;
        for &(tid, time) in &now.times {
            match self.runners.get(&tid) {
                Some(before) => have_run &= time >= *before + RUN,
                None => {
                    Arc::make_mut(&mut self.runners).insert(tid, time);
                    have_run = false;
                }
            }
        }
        have_run
    }
}

static LEDGER: Mutex<BTreeMap<libc::pid_t, Doubt>> = Mutex::new(BTreeMap::new());

/// Enters the doubtful zombies in the ledger, and forgets all other zombies. So the ledger never
/// has more zombies than a pass has seen.
///
/// A zombie that may be taken stays in the ledger until [`forget`]. The pass may have a maximum, and
/// leave the zombie to a later pass.
///
/// Returns those of the zombies that may be taken: each has been unclaimed for [`PATIENCE`], while
/// each busy thread has run for [`RUN`].
pub(crate) fn enter(doubtful: &BTreeSet<libc::pid_t>) -> BTreeSet<libc::pid_t> {
    enter_at(doubtful, clock::monotonic(), threads::runners)
}

fn enter_at(
    doubtful: &BTreeSet<libc::pid_t>,
    now: Duration,
    look: impl FnOnce() -> Option<Runners>,
) -> BTreeSet<libc::pid_t> {
    // One look for all zombies of a pass.
    let look = LazyCell::new(look);
    let runners = || look.as_ref();
    let first_runners = LazyCell::new(|| {
        let times = runners().into_iter().flat_map(|runners| &runners.times);
        Arc::new(times.copied().collect())
    });
    let mut ledger = LEDGER.lock().unwrap_or_else(PoisonError::into_inner);
    let mut before = std::mem::take(&mut *ledger);
    let mut ripe = BTreeSet::new();
    for &pid in doubtful {
        let known = before.remove(&pid);
        // The start time of a known zombie matters only at the end.
        let mut doubt = match known {
            Some(known) if now < known.first_seen + PATIENCE => known,
            known => {
                let start_time = process_table::start_time(pid);
                known
                    .filter(|known| is_same(known.start_time, start_time))
                    .unwrap_or_else(|| Doubt {
                        start_time,
                        first_seen: now,
                        runners: Arc::clone(&first_runners),
                        is_ripe: false,
                    })
            }
        };
        doubt.ripen(now, runners);
        if doubt.is_ripe {
            ripe.insert(pid);
        }
        ledger.insert(pid, doubt);
    }
    ripe
}

/// Forgets zombies that were taken.
pub(crate) fn forget(pids: impl Iterator<Item = libc::pid_t>) {
    let mut ledger = LEDGER.lock().unwrap_or_else(PoisonError::into_inner);
    for pid in pids {
        ledger.remove(&pid);
    }
}

/// Forgets every zombie.
pub(crate) fn clear() {
    LEDGER
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clear();
}

/// A start time that could not be read proves nothing.
fn is_same(one: Option<u64>, other: Option<u64>) -> bool {
    one == other || one.is_none() || other.is_none()
}

/// Returns whether the zombie is in the ledger already.
pub(crate) fn has(pid: libc::pid_t) -> bool {
    let ledger = LEDGER.lock().unwrap_or_else(PoisonError::into_inner);
    ledger.contains_key(&pid)
}

/// Returns the zombies that the last pass has left.
pub fn pids() -> Vec<libc::pid_t> {
    let ledger = LEDGER.lock().unwrap_or_else(PoisonError::into_inner);
    ledger.keys().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::super::threads::Runners;
    use super::{LEDGER, LONGEST, PATIENCE, RUN, clear, enter_at, forget, has, is_same, pids};
    use crate::make_zombie::{Death, make};
    use crate::wait::{Scope, take_pid};
    use std::collections::BTreeSet;
    use std::time::Duration;

    /// One thread runs, and has used so much processor time.
    fn one_runner(time: Duration) -> impl FnOnce() -> Option<Runners> {
        move || {
            Some(Runners {
                times: vec![(4711, time)],
                is_whole: true,
            })
        }
    }

    fn no_runner() -> Option<Runners> {
        Some(Runners {
            times: Vec::new(),
            is_whole: true,
        })
    }

    /// The ledger is one, so its tests are one.
    #[test]
    fn a_zombie_is_ripe_when_it_has_been_in_doubt_in_each_pass_for_long_enough() {
        let none = BTreeSet::new();
        let pid = make(Death::Exit(0), false).unwrap();
        let one = BTreeSet::from([pid]);
        let start = Duration::from_secs(1000);
        assert_eq!(enter_at(&one, start, no_runner), none);
        assert!(has(pid));
        assert_eq!(pids(), [pid]);
        assert_eq!(enter_at(&one, start + PATIENCE / 2, no_runner), none);
        assert_eq!(enter_at(&one, start + PATIENCE, no_runner), one);
        // A pass may leave a zombie that it could have taken.
        assert_eq!(enter_at(&one, start + PATIENCE, no_runner), one);
        forget([pid].into_iter());
        assert_eq!(pids(), []);
        assert!(!has(pid));

        // A pass that does not see the zombie forgets it.
        assert_eq!(enter_at(&one, start, no_runner), none);
        assert_eq!(enter_at(&none, start, no_runner), none);
        assert_eq!(enter_at(&one, start + PATIENCE, no_runner), none);
        assert_eq!(enter_at(&none, start, no_runner), none);

        a_pid_that_was_used_again_is_a_new_zombie(&one, start);
        a_thread_that_gets_no_processor_keeps_the_zombie(&one, start);
        a_list_that_is_not_whole_keeps_the_zombie(&one, start);
        threads_that_cannot_be_read_do_not_keep_the_zombie(&one, start);
        take_pid(pid, Scope::Thread).unwrap().unwrap();
    }

    fn a_pid_that_was_used_again_is_a_new_zombie(one: &BTreeSet<i32>, start: Duration) {
        assert_eq!(enter_at(one, start, no_runner), BTreeSet::new());
        for doubt in LEDGER.lock().unwrap().values_mut() {
            doubt.start_time = Some(4711);
        }
        let later = start + PATIENCE * 2;
        assert_eq!(enter_at(one, later, no_runner), BTreeSet::new());
        assert_eq!(enter_at(one, later + PATIENCE, no_runner), *one);
        clear();
    }

    #[test]
    fn a_start_time_that_could_not_be_read_proves_nothing() {
        assert!(is_same(Some(7), Some(7)));
        assert!(!is_same(Some(7), Some(8)));
        assert!(is_same(None, Some(8)));
        assert!(is_same(Some(7), None));
    }

    fn a_thread_that_gets_no_processor_keeps_the_zombie(one: &BTreeSet<i32>, start: Duration) {
        let none = BTreeSet::new();
        let used = Duration::from_secs(7);
        assert_eq!(enter_at(one, start, one_runner(used)), none);
        let later = start + PATIENCE * 2;
        let nearly = used + RUN - Duration::from_nanos(1);
        assert_eq!(enter_at(one, later, one_runner(nearly)), none);
        assert_eq!(enter_at(one, later, one_runner(used + RUN)), *one);
        // Once is enough: another thread has begun to run since.
        assert_eq!(enter_at(one, later, one_runner(used)), *one);
        clear();

        // A thread that has begun to run later has to run as well.
        assert_eq!(enter_at(one, start, no_runner), none);
        assert_eq!(enter_at(one, later, one_runner(used)), none);
        assert_eq!(enter_at(one, later, one_runner(used + RUN)), *one);
        clear();

        // But not for ever.
        assert_eq!(enter_at(one, start, one_runner(used)), none);
        assert_eq!(enter_at(one, start + LONGEST, one_runner(used)), *one);
        clear();
    }

    fn a_list_that_is_not_whole_keeps_the_zombie(one: &BTreeSet<i32>, start: Duration) {
        let none = BTreeSet::new();
        let not_whole = || {
            Some(Runners {
                times: Vec::new(),
                is_whole: false,
            })
        };
        assert_eq!(enter_at(one, start, no_runner), none);
        assert_eq!(enter_at(one, start + PATIENCE, not_whole), none);
        assert_eq!(enter_at(one, start + PATIENCE, no_runner), *one);
        clear();
    }

    fn threads_that_cannot_be_read_do_not_keep_the_zombie(one: &BTreeSet<i32>, start: Duration) {
        assert_eq!(enter_at(one, start, || None), BTreeSet::new());
        assert_eq!(enter_at(one, start + PATIENCE, || None), *one);
        clear();
    }
}
