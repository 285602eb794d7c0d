//! Who may be waiting for a zombie: the runtime, a thread of this process, or no code at all.
//!
//! The caller asks the runtime. The threads are asked here.

pub mod doubts;
pub mod pidfds;
pub mod sessions;
pub(crate) mod threads;

use std::collections::BTreeSet;
use std::time::Duration;

use crate::clock;
use crate::make_zombie::made;
use crate::wait::{self, Scope};

/// The PIDs that a pass leaves alone: those that the runtime waits for, and those that the caller
/// excludes.
#[derive(Debug, Default)]
pub(crate) struct Claims(Vec<libc::pid_t>);

impl Claims {
    pub(crate) fn new(mut claimed: Vec<libc::pid_t>, exclude: &[libc::pid_t]) -> Self {
        claimed.extend_from_slice(exclude);
        claimed.sort_unstable();
        Self(claimed)
    }

    pub(crate) fn contains(&self, pid: libc::pid_t) -> bool {
        self.0.binary_search(&pid).is_ok()
    }
}

/// Returns whether a thread of this process may be about to take any zombie of this process that
/// was visible before the call.
pub(crate) fn may_a_thread_take_any() -> bool {
    threads::may_take(|_| true).unwrap_or(true)
}

/// Returns whether a thread of this process may be about to take one of these zombies. False when
/// the threads cannot be read. This is for a caller that has already waited for the threads.
#[must_use]
pub fn is_a_thread_about_to_take(zombies: &[libc::pid_t]) -> bool {
    threads::may_take(|pid| zombies.contains(&pid)).unwrap_or(false)
}

/// To ask for the sessions of so many zombies costs less than to ask the threads.
const FEW: usize = 8;

/// How long a pass gives the threads that are about to take a zombie, in all.
const MOMENT: Duration = Duration::from_micros(600);

/// How long a pass gives them until it looks again.
const PAUSE: Duration = Duration::from_micros(50);

/// Returns those of the zombies that no thread of this process is about to take. Their order stays.
/// The zombies must have been visible before the call.
///
/// A zombie may be taken when one of these holds:
/// - Its session proves that it is an orphan, or this package has made it.
/// - No other thread of this process is about to take a zombie, now or within a [`MOMENT`].
/// - It has stayed in doubt for as long as [`doubts`] says.
///
/// The other zombies are in doubt, and stay for the next pass.
pub(crate) fn free(mut zombies: Vec<libc::pid_t>) -> Vec<libc::pid_t> {
    let mut doubtful: BTreeSet<_> = zombies.iter().copied().collect();
    let are_few = zombies.len() <= FEW;
    if are_few {
        doubtful.retain(|pid| !is_proven(*pid));
    }
    if !may_take_one_of(&doubtful) {
        doubtful.clear();
    } else if !are_few {
        doubtful.retain(|pid| !is_proven(*pid));
    }
    // A zombie that was in doubt before has its moment behind it.
    if !doubtful.iter().all(|pid| doubts::has(*pid)) {
        give_a_moment(&mut doubtful);
    }
    let ripe = doubts::enter(&doubtful);
    zombies.retain(|pid| !doubtful.contains(pid) || ripe.contains(pid));
    zombies
}

fn is_proven(pid: libc::pid_t) -> bool {
    sessions::prove_orphan(pid) || made::has(pid)
}

fn may_take_one_of(zombies: &BTreeSet<libc::pid_t>) -> bool {
    !zombies.is_empty() && threads::may_take(|pid| zombies.contains(&pid)).unwrap_or(true)
}

/// Gives the threads a moment. Leaves those of the zombies that are still in doubt.
fn give_a_moment(doubtful: &mut BTreeSet<libc::pid_t>) {
    let end = clock::monotonic() + MOMENT;
    while clock::monotonic() < end {
        spin(PAUSE);
        if !doubtful.iter().any(|pid| is_there(*pid)) || !may_take_one_of(doubtful) {
            doubtful.clear();
            return;
        }
    }
    doubtful.retain(|pid| is_there(*pid));
}

/// Keeps the processor. Beside eight busy threads on two processors, sched_yield(2) would cost 6 ms
/// each time, and nanosleep(2) 2 ms.
fn spin(time: Duration) {
    let end = clock::monotonic() + time;
    while clock::monotonic() < end {
        std::hint::spin_loop();
    }
}

/// True as well where a seccomp filter refuses the question.
fn is_there(pid: libc::pid_t) -> bool {
    !matches!(wait::peek_at(pid, Scope::Thread), Ok(None))
}
