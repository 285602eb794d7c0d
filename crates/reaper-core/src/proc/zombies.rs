//! Lists every zombie that /proc shows, and who must reap it as far as the kernel says.

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

/// Returns every zombie, in the order of PIDs.
///
/// Reads one file per process, and another one per zombie that is not the calling thread's.
///
/// # Errors
/// As [`super::namespace::check`].
pub fn all() -> io::Result<Vec<Zombie>> {
    // The table is in the order of PIDs, because the kernel lists /proc so (fs/proc/base.c,
    // proc_pid_readdir).
    let table = process_table::all()?;
    let name_of = |pid| {
        let found = table.binary_search_by_key(&pid, |stat| stat.pid);
        found.map_or_else(|_| Name::default(), |at| table[at].name)
    };
    let zombies = table.iter().filter(|stat| stat.state == b'Z');
    let describe = |stat: &Stat| Zombie {
        stat: *stat,
        parent_name: name_of(stat.ppid),
        waiter: waiter(stat),
    };
    Ok(zombies.map(describe).collect())
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
