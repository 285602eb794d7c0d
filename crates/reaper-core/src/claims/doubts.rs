//! The ledger of zombies that another thread may be about to take.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock;
use crate::proc::process_table;

/// How long a zombie must stay unclaimed before it may be taken although other threads are busy.
const PATIENCE: Duration = Duration::from_millis(100);

/// What the ledger knows of a zombie, by its PID.
#[derive(Clone, Copy)]
struct Doubt {
    /// Tells the zombie from a later one with the same PID. None when no /proc and no free
    /// descriptor was there.
    start_time: Option<u64>,
    /// On the monotonic clock.
    first_seen: Duration,
}

static LEDGER: Mutex<BTreeMap<libc::pid_t, Doubt>> = Mutex::new(BTreeMap::new());

/// Enters the doubtful zombies in the ledger, and forgets all other zombies. So the ledger never
/// has more zombies than a pass has seen.
///
/// A zombie that may be taken stays in the ledger until [`forget`]. The pass may have a maximum, and
/// leave the zombie to a later pass.
///
/// Returns those of the zombies that have been unclaimed for long enough to be taken.
pub(crate) fn enter(doubtful: &BTreeSet<libc::pid_t>) -> BTreeSet<libc::pid_t> {
    enter_at(doubtful, clock::monotonic())
}

fn enter_at(doubtful: &BTreeSet<libc::pid_t>, now: Duration) -> BTreeSet<libc::pid_t> {
    let mut ledger = LEDGER.lock().unwrap_or_else(PoisonError::into_inner);
    let before = std::mem::take(&mut *ledger);
    let mut ripe = BTreeSet::new();
    for &pid in doubtful {
        let known = before.get(&pid).copied();
        // The start time of a known zombie matters only at the end.
        if let Some(known) = known.filter(|known| now < known.first_seen + PATIENCE) {
            ledger.insert(pid, known);
            continue;
        }
        let start_time = process_table::start_time(pid);
        let same = known.filter(|known| is_same(known.start_time, start_time));
        if same.is_some() {
            ripe.insert(pid);
        }
        let new = Doubt {
            start_time,
            first_seen: now,
        };
        ledger.insert(pid, same.unwrap_or(new));
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
    use super::{PATIENCE, enter_at, forget, has, pids};
    use crate::make_zombie::{Death, make};
    use crate::wait::{Scope, take_pid};
    use std::collections::BTreeSet;
    use std::time::Duration;

    #[test]
    fn a_zombie_is_ripe_when_it_has_been_in_doubt_in_each_pass_for_long_enough() {
        let none = BTreeSet::new();
        let pid = make(Death::Exit(0), false).unwrap();
        let one = BTreeSet::from([pid]);
        let start = Duration::from_secs(1000);
        assert_eq!(enter_at(&one, start), none);
        assert!(has(pid));
        assert_eq!(pids(), [pid]);
        assert_eq!(enter_at(&one, start + PATIENCE / 2), none);
        assert_eq!(enter_at(&one, start + PATIENCE), one);
        // A pass may leave a zombie that it could have taken.
        assert_eq!(enter_at(&one, start + PATIENCE), one);
        forget([pid].into_iter());
        assert_eq!(pids(), []);

        // A pass that does not see the zombie forgets it.
        assert_eq!(enter_at(&one, start), none);
        assert_eq!(enter_at(&none, start), none);
        assert_eq!(enter_at(&one, start + PATIENCE), none);
        assert_eq!(enter_at(&none, start), none);
        take_pid(pid, Scope::Thread).unwrap().unwrap();
    }
}
