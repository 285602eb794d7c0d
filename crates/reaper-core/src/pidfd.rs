//! Pidfds. A pidfd stays with its process, so a signal never reaches a later process with the same
//! PID.

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

use crate::proc::process_table;

/// Sends `signal` to process `pid` if that process was started at `start_time`
/// ([`process_table::Stat`]). Returns whether the signal was sent. Sends nothing when the process
/// is gone, or when it belongs to another user and the kernel refuses.
///
/// A pidfd stays with its process (pidfd_open(2)). So PID reuse after the comparison of the start
/// times does no harm. There may be no pidfd: Linux below 5.3, a seccomp filter, gVisor, or too few
/// free descriptors. There `kill(2)` directly follows the comparison. To signal a wrong process,
/// the right one would have to end and be reaped, and its PID be reused, between the two calls.
pub fn send_signal(pid: libc::pid_t, start_time: u64, signal: libc::c_int) -> bool {
    let is_same = || process_table::stat(pid).is_some_and(|stat| stat.start_time == start_time);
    // The comparison comes after the opening. Otherwise PID and pidfd could both belong to another
    // process.
    let by_pidfd = open(pid, 0).is_ok_and(|pidfd| is_same() && send(pidfd.as_raw_fd(), signal));
    // The pidfd is closed by now: it may have taken the last descriptor, so that /proc could not be
    // read. kill(2) refuses another user's process, too.
    by_pidfd || (is_same() && kill(pid, signal))
}

/// Opens a pidfd by `pidfd_open(2)`, Linux 5.3. The descriptor is close-on-exec.
pub(crate) fn open(pid: libc::pid_t, flags: libc::c_uint) -> io::Result<OwnedFd> {
    // SAFETY: the call takes integers only.
    let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, flags) };
    if fd == -1 {
        return Err(io::Error::last_os_error());
    }
    // A descriptor always fits into a RawFd.
    let fd = fd as RawFd;
    // SAFETY: the kernel has just made the descriptor, and no other code knows its number.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// Calls `pidfd_send_signal(2)`. The process gets the same data about its sender as from `kill(2)`.
fn send(pidfd: RawFd, signal: libc::c_int) -> bool {
    let info = std::ptr::null::<libc::siginfo_t>();
    // SAFETY: the call takes a null pointer for no siginfo. The other arguments are integers.
    let result = unsafe { libc::syscall(libc::SYS_pidfd_send_signal, pidfd, signal, info, 0) };
    result == 0
}

fn kill(pid: libc::pid_t, signal: libc::c_int) -> bool {
    // SAFETY: the call takes integers only.
    unsafe { libc::kill(pid, signal) == 0 }
}

#[cfg(test)]
mod tests {
    use super::{kill, send_signal};
    use crate::proc::process_table;
    use crate::sleeper::Sleeper;
    use std::os::unix::process::ExitStatusExt;

    #[test]
    fn only_the_process_with_that_start_time_is_signalled() {
        let mut child = Sleeper::start();
        let pid = child.pid();
        let start_time = process_table::stat(pid).unwrap().start_time;
        assert!(!send_signal(pid, start_time - 1, libc::SIGKILL));
        assert!(!send_signal(pid, start_time + 1, libc::SIGKILL));
        assert!(send_signal(pid, start_time, libc::SIGTERM));
        // SIGTERM must be the first signal that the process got. An earlier SIGKILL would have
        // ended it.
        assert_eq!(child.wait().signal(), Some(libc::SIGTERM));
        assert!(!send_signal(pid, start_time, libc::SIGTERM));
    }

    #[test]
    fn a_signal_without_a_pidfd_reaches_a_child_until_it_is_reaped() {
        let mut child = Sleeper::start();
        let pid = child.pid();
        assert!(kill(pid, libc::SIGTERM));
        assert_eq!(child.wait().signal(), Some(libc::SIGTERM));
        assert!(!kill(pid, libc::SIGTERM));
    }

    #[test]
    fn what_names_no_process_is_not_signalled() {
        // For kill(2) 0 means the caller's own process group, and -1 means every process.
        for pid in [0, -1, libc::pid_t::MIN] {
            assert!(!send_signal(pid, 0, libc::SIGKILL));
        }
    }
}
