//! Proves by its session that a process is an orphan, which this process has adopted.

use std::sync::OnceLock;

static AT_LOAD: OnceLock<libc::pid_t> = OnceLock::new();

/// Records the session of this process. The addon calls this function when it is loaded.
pub fn remember() {
    AT_LOAD.get_or_init(|| session(0).unwrap_or(0));
}

/// Returns whether the session of process `pid` proves that no thread of this process started it.
///
/// A process starts in the session of its parent, and can leave that session only for one of its
/// own PID (setsid(2)). So a child of this process is in a session that this process has been in,
/// or leads its own. This process has been in the session at load, and can have left that session
/// only for one of its own PID.
///
/// Costs one or two system calls and needs no /proc. A zombie keeps its session until it is reaped
/// (kernel/exit.c, `release_task`).
///
/// False proofs: a process that one of our children made with `CLONE_PARENT` (clone(2)). A child
/// that this process started before it left its first session, when it did so before the load.
pub(crate) fn prove_orphan(pid: libc::pid_t) -> bool {
    // 0 is a session of an outer PID namespace. There our own session may be one of several.
    let Some(theirs) = session(pid).filter(|session| *session != 0 && *session != pid) else {
        return false;
    };
    let Some(&at_load) = AT_LOAD.get() else {
        return false;
    };
    let led = std::process::id().cast_signed();
    ![Some(at_load), Some(led), session(0)].contains(&Some(theirs))
}

/// Returns the session of a process, alive or dead. The PID 0 means the calling process
/// (getsid(2)).
fn session(pid: libc::pid_t) -> Option<libc::pid_t> {
    // SAFETY: the call takes an integer and touches no memory of this process.
    match unsafe { libc::getsid(pid) } {
        -1 => None,
        session => Some(session),
    }
}

#[cfg(test)]
mod tests {
    use super::{prove_orphan, remember};
    use crate::sleeper::Sleeper;
    use crate::wait::{self, Scope};
    use std::io::Read;
    use std::process::{Command, Stdio};

    /// Starts a shell that prints a PID and becomes `sleep`, and returns the PID. The shell is in its
    /// own session.
    fn started_by_a_leader(script: &str) -> (libc::pid_t, Sleeper) {
        let mut command = Command::new("setsid");
        command.args(["sh", "-c", script]).stdout(Stdio::piped());
        let mut leader = Sleeper::of(&mut command);
        let mut text = String::new();
        let mut output = leader.stdout();
        let mut byte = [0];
        while output.read(&mut byte).unwrap() == 1 && byte[0] != b'\n' {
            text.push(byte[0].into());
        }
        // Until its exec, the shell reaps its children by itself.
        let name = || crate::proc::process_table::name(leader.pid());
        while !name().unwrap().starts_with(b"sleep") {
            std::thread::yield_now();
        }
        (text.parse().unwrap(), leader)
    }

    #[test]
    fn a_process_of_a_foreign_session_is_proven_dead_or_alive() {
        remember();
        let script = "sleep 1000 & echo $!; exec sleep 1000";
        let (pid, mut leader) = started_by_a_leader(script);
        assert!(prove_orphan(pid));
        // SAFETY: the call takes integers only.
        unsafe { libc::kill(pid, libc::SIGKILL) };
        // The leader does not wait for its child, which stays a zombie.
        while !crate::proc::process_table::stat(pid).unwrap().is_zombie() {
            std::thread::yield_now();
        }
        assert!(prove_orphan(pid));
        leader.kill();
        leader.wait();
    }

    #[test]
    fn a_child_is_not_proven_whatever_its_session() {
        remember();
        let (own_session, mut leader) = started_by_a_leader("echo $$; exec sleep 1000");
        assert_eq!(own_session, leader.pid());
        let mut child = Sleeper::start();
        for process in [&mut leader, &mut child] {
            let pid = process.pid();
            assert!(!prove_orphan(pid));
            process.kill();
            wait::await_zombie(pid).unwrap();
            assert!(!prove_orphan(pid));
            wait::take_pid(pid, Scope::Thread).unwrap().unwrap();
            assert!(!prove_orphan(pid));
        }
    }
}
