use super::{Death, make};
use crate::wait::{self, Scope};

/// Returns every signal whose default action is to terminate: 23 of 1..=31, and the real-time
/// signals.
fn deadly_signals() -> impl Iterator<Item = libc::c_int> {
    use libc::{SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH};
    let others = [
        SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG, SIGWINCH,
    ];
    (1..=31)
        .chain(34..=64)
        .filter(move |signal| !others.contains(signal))
}

#[test]
fn every_exit_code_arrives() {
    for code in 0..=255 {
        let pid = make(Death::Exit(code), false).unwrap();
        let found = wait::peek_at(pid, Scope::Thread).unwrap().unwrap();
        assert!(found.is_zombie, "not yet a zombie when make() returned");
        let reaped = wait::take_pid(pid, Scope::Thread).unwrap().unwrap();
        assert!(libc::WIFEXITED(reaped.status));
        assert_eq!(libc::WEXITSTATUS(reaped.status), i32::from(code));
    }
}

#[test]
fn every_deadly_signal_kills_and_none_dumps_core() {
    assert_eq!(deadly_signals().count(), 23 + 31);
    for signal in deadly_signals() {
        let pid = make(Death::Signal(signal), false).unwrap();
        let reaped = wait::take_pid(pid, Scope::Thread).unwrap().unwrap();
        // The test compares the whole status, because a core dump would set another bit.
        assert_eq!(reaped.status, signal);
    }
}
