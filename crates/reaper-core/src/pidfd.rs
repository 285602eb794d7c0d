//! Signals to one process, and to none that gets its PID later.

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

use crate::proc::process_table;

/// Sends `signal` to process `pid`, if it is the one that was started at `start_time`
/// ([`process_table::Stat`]). Says whether the signal was sent: not to a process that is gone, and
/// not to another user's.
///
/// The pidfd stays with its process (pidfd_open(2)). So the PID may be given out again after the
/// start time was compared. Where there are no pidfds (Linux below 5.3, a seccomp filter, gVisor, too
/// few free descriptors), `kill(2)` follows the comparison at once: for a mistake the process would
/// have to end, be waited for, and its PID be given out again between the two.
pub fn send_signal(pid: libc::pid_t, start_time: u64, signal: libc::c_int) -> bool {
    let is_same = || process_table::stat(pid).map(|stat| stat.start_time == start_time);
    let by_pidfd = open(pid).and_then(|pidfd| {
        // After the pidfd was opened, or both could be another process's.
        match is_same() {
            Some(true) => send(pidfd.as_raw_fd(), signal),
            Some(false) => Err(io::Error::from_raw_os_error(libc::ESRCH)),
            // The pidfd may have been the last descriptor.
            None => Err(io::Error::from_raw_os_error(libc::EMFILE)),
        }
    });
    match by_pidfd {
        Ok(()) => true,
        // A filter may refuse with any errno. Another user's process refuses kill(2) too.
        Err(_) => is_same() == Some(true) && kill(pid, signal),
    }
}

/// `pidfd_open(2)`, Linux 5.3. The descriptor is close-on-exec.
fn open(pid: libc::pid_t) -> io::Result<OwnedFd> {
    // SAFETY: takes integers only.
    let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) };
    if fd == -1 {
        return Err(io::Error::last_os_error());
    }
    // A descriptor always fits.
    let fd = fd as RawFd;
    // SAFETY: the kernel has just made it, and nothing else knows of it.
    Ok(unsafe { OwnedFd::from_raw_fd(fd) })
}

/// `pidfd_send_signal(2)` with what `kill(2)` would tell the process of its sender.
fn send(pidfd: RawFd, signal: libc::c_int) -> io::Result<()> {
    let info = std::ptr::null::<libc::siginfo_t>();
    // SAFETY: a null pointer is what the call takes for no siginfo; the others are integers.
    let result = unsafe { libc::syscall(libc::SYS_pidfd_send_signal, pidfd, signal, info, 0) };
    if result == -1 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

fn kill(pid: libc::pid_t, signal: libc::c_int) -> bool {
    // SAFETY: takes integers only.
    unsafe { libc::kill(pid, signal) == 0 }
}

#[cfg(test)]
mod tests {
    use super::send_signal;
    use crate::proc::process_table;
    use std::os::unix::process::ExitStatusExt;
    use std::process::Command;

    #[test]
    fn only_the_process_with_that_start_time_is_signalled() {
        let mut child = Command::new("sleep").arg("1000").spawn().unwrap();
        let pid = child.id().cast_signed();
        let start_time = process_table::stat(pid).unwrap().start_time;
        assert!(!send_signal(pid, start_time - 1, libc::SIGKILL));
        assert!(!send_signal(pid, start_time + 1, libc::SIGKILL));
        assert!(send_signal(pid, start_time, libc::SIGTERM));
        // The first one that it was sent: SIGKILL would have been before.
        assert_eq!(child.wait().unwrap().signal(), Some(libc::SIGTERM));
        assert!(!send_signal(pid, start_time, libc::SIGTERM));
    }

    #[test]
    fn what_names_no_process_is_not_signalled() {
        // To kill(2) 0 is our process group, and -1 is everybody.
        for pid in [0, -1, libc::pid_t::MIN] {
            assert!(!send_signal(pid, 0, libc::SIGKILL));
        }
    }
}
