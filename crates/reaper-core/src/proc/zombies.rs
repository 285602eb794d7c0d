//! Lists every zombie that /proc shows, and who must reap it as far as the kernel says.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::process_table::{self, Name, Stat};
use crate::wait::{self, Scope};

/// The process or thread that must reap a zombie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiter {
    /// Its parent, another process.
    Parent,
    /// An invisible process: the parent is in another PID namespace.
    Outside,
    /// No process yet: only the leader thread of the process has ended.
    Threads,
    /// The tracer, which must wait for the zombie before the parent may reap it (ptrace(2)).
    Tracer,
    /// The calling thread.
    ThisThread,
    /// Another thread of this process. A child made by `clone` without SIGCHLD has this value too,
    /// and only `__WCLONE` waits for that child. Orphans are never such children: adoption gives
    /// them SIGCHLD.
    OtherThread,
}

#[derive(Clone, Copy, Debug)]
pub struct Zombie {
    pub stat: Stat,
    /// All zeroes when the parent is not visible.
    pub parent_name: Name,
    pub waiter: Waiter,
}

/// Returns every zombie, in the order of PIDs. See [`among`] for the cost.
///
/// # Errors
/// As [`super::namespace::check`] and [`among`].
pub fn all() -> io::Result<Vec<Zombie>> {
    among(&process_table::pids()?)
}

/// Returns the zombies among `pids`. The caller must have these PIDs from [`process_table::pids`].
///
/// Makes one system call for each process, and two without open files. Reads one file for each
/// zombie and for each process of which [`process_table::may_be_zombie`] cannot say no. Reads another
/// one for each zombie that is not the calling thread's, and one for each parent.
///
/// # Errors
/// As [`process_table::try_stat`].
pub fn among(pids: &[libc::pid_t]) -> io::Result<Vec<Zombie>> {
    let mut names = HashMap::new();
    let mut zombies = Vec::new();
    for pid in pids
        .iter()
        .copied()
        .filter(|pid| process_table::may_be_zombie(*pid))
    {
        let Some(stat) = process_table::try_stat(pid)?.filter(|stat| stat.state == b'Z') else {
            continue;
        };
        let parent_name = *names
            .entry(stat.ppid)
            .or_insert_with(|| process_table::name(stat.ppid).unwrap_or_default());
        zombies.push(Zombie {
            stat,
            parent_name,
            waiter: waiter(&stat),
        });
    }
    Ok(zombies)
}

fn waiter(stat: &Stat) -> Waiter {
    if !stat.is_zombie() {
        return Waiter::Threads;
    }
    let is_ours = stat.ppid == std::process::id().cast_signed();
    // If the kernel refuses wait calls, this thread can reap no zombie. So none counts as this
    // thread's.
    let is_waitable = |pid| matches!(wait::peek_at(pid, Scope::Thread), Ok(Some(_)));
    if is_ours && is_waitable(stat.pid) {
        Waiter::ThisThread
    } else if is_traced_by_another(stat) {
        Waiter::Tracer
    } else if is_ours {
        Waiter::OtherThread
    } else if stat.ppid == 0 {
        Waiter::Outside
    } else {
        Waiter::Parent
    }
}

/// Returns whether a process other than the parent traces the zombie. `TracerPid` names the
/// *thread* that traces (fs/proc/array.c, `task_state`). A debugger often traces its own child from
/// a thread.
fn is_traced_by_another(stat: &Stat) -> bool {
    process_table::tracer(stat.pid).is_some_and(|tracer| {
        tracer != stat.ppid && !Path::new(&format!("/proc/{}/task/{tracer}", stat.ppid)).exists()
    })
}

#[cfg(test)]
mod tests {
    use super::{Waiter, all};
    use crate::make_zombie::{Death, make};
    use crate::wait::{Scope, take_pid};

    fn waiter_of(pid: libc::pid_t) -> Waiter {
        let zombies = all().unwrap();
        let found = zombies.iter().find(|zombie| zombie.stat.pid == pid);
        let found = found.unwrap();
        let own_name = std::fs::read("/proc/self/comm").unwrap();
        let own_name = own_name.strip_suffix(b"\n").unwrap();
        assert!(found.parent_name.starts_with(own_name));
        found.waiter
    }

    #[test]
    fn a_zombie_is_this_threads_or_another_threads() {
        let pid = make(Death::Exit(0), false).unwrap();
        assert_eq!(waiter_of(pid), Waiter::ThisThread);
        let elsewhere = std::thread::spawn(move || waiter_of(pid));
        assert_eq!(elsewhere.join().unwrap(), Waiter::OtherThread);
        take_pid(pid, Scope::Thread).unwrap().unwrap();
    }
}
