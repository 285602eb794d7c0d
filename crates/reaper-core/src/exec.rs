//! Replaces Node by another program, as if Node had never run.

use std::io;

use crate::signal::{Action, LAST, SignalMask};
use crate::system_error::SystemError;

/// Replaces the process by the program that `arguments` names first. `arguments` is in the form of
/// /proc/self/cmdline, with a NUL after each argument. The environment is the current one, byte by
/// byte.
///
/// exec itself resets handlers, but it keeps ignored and blocked signals (execve(2)). Node ignores
/// SIGPIPE and SIGXFSZ. So this function unblocks every signal and resets ignored signals. It makes
/// fds 0 to 2 blocking and keeps them open. Node marks every other fd that it knows as
/// close-on-exec.
///
/// Returns only when the kernel refused; the process is then as before. No earlier check can
/// replace the attempt: a file on a noexec mount and a script without its interpreter pass any
/// check.
#[cold]
pub fn exec(arguments: &[u8]) -> SystemError {
    let Some(argv) = pointers(arguments) else {
        return SystemError::new("execve", io::Error::from_raw_os_error(libc::EINVAL));
    };
    let stdio = [0, 1, 2].map(Descriptor::prepare);
    let mut ignored = 0_u64;
    for signal in 1..=LAST {
        if Action::is_ignored(signal) {
            ignored |= 1 << (signal - 1);
            Action::DEFAULT.set(signal);
        }
    }
    let mask = SignalMask::block_none();

    // SAFETY: `argv` ends in a null pointer. Its other pointers are to C strings within
    // `arguments`.
    unsafe { libc::execv(argv[0], argv.as_ptr()) };
    let refused = SystemError::last("execve");

    drop(mask);
    for signal in 1..=LAST {
        if ignored & (1 << (signal - 1)) != 0 {
            Action::IGNORE.set(signal);
        }
    }
    for descriptor in &stdio {
        descriptor.restore();
    }
    refused
}

/// Returns the arguments as an argv for C. None when there are no arguments, or when the last one
/// has no NUL.
fn pointers(arguments: &[u8]) -> Option<Vec<*const libc::c_char>> {
    let arguments = arguments.split_inclusive(|byte| *byte == 0);
    let mut argv = Vec::new();
    for argument in arguments {
        argument.ends_with(b"\0").then_some(())?;
        argv.push(argument.as_ptr().cast());
    }
    if argv.is_empty() {
        return None;
    }
    argv.push(std::ptr::null());
    Some(argv)
}

/// The original flags of a file descriptor. -1 where the descriptor is not open.
struct Descriptor {
    fd: libc::c_int,
    flags: libc::c_int,
    status: libc::c_int,
}

impl Descriptor {
    fn prepare(fd: libc::c_int) -> Self {
        let before = Self {
            fd,
            flags: fcntl(fd, libc::F_GETFD, 0),
            status: fcntl(fd, libc::F_GETFL, 0),
        };
        before.set(
            before.flags & !libc::FD_CLOEXEC,
            before.status & !libc::O_NONBLOCK,
        );
        before
    }

    fn restore(&self) {
        self.set(self.flags, self.status);
    }

    fn set(&self, flags: libc::c_int, status: libc::c_int) {
        if self.flags != -1 {
            fcntl(self.fd, libc::F_SETFD, flags);
            fcntl(self.fd, libc::F_SETFL, status);
        }
    }
}

fn fcntl(fd: libc::c_int, command: libc::c_int, value: libc::c_int) -> libc::c_int {
    // SAFETY: the call takes integers only, for the commands in this file.
    unsafe { libc::fcntl(fd, command, value) }
}

#[cfg(test)]
mod tests {
    use super::{Descriptor, exec, fcntl};
    use crate::signal::{Action, SignalMask};
    use std::os::fd::AsRawFd;

    // This is one test because signal actions belong to the whole test process, which ignores
    // SIGPIPE.
    #[test]
    fn refused_it_leaves_everything_as_it_was() {
        let mask = SignalMask::set(1 << (libc::SIGUSR1 - 1));
        assert!(Action::is_ignored(libc::SIGPIPE));
        let (flags, status) = (fcntl(0, libc::F_GETFD, 0), fcntl(0, libc::F_GETFL, 0));
        for (arguments, errno) in [
            (&b"/no/such/file\0"[..], libc::ENOENT),
            (b"/dev/null\0", libc::EACCES),
            (b"/\0-x\0", libc::EACCES),
            (b"no NUL", libc::EINVAL),
            (b"/bin/true\0no NUL", libc::EINVAL),
            (b"", libc::EINVAL),
        ] {
            let refused = exec(arguments);
            assert_eq!(refused.syscall, "execve");
            assert_eq!(refused.source.raw_os_error(), Some(errno));
        }
        assert!(Action::is_ignored(libc::SIGPIPE));
        assert_eq!(fcntl(0, libc::F_GETFD, 0), flags);
        assert_eq!(fcntl(0, libc::F_GETFL, 0), status);
        assert_eq!(SignalMask::set(mask), 1 << (libc::SIGUSR1 - 1));
    }

    #[test]
    fn flags_of_a_descriptor_are_cleared_and_come_back() {
        let (reader, _writer) = std::io::pipe().unwrap();
        let fd = reader.as_raw_fd();
        fcntl(fd, libc::F_SETFL, libc::O_NONBLOCK);
        let flags = || (fcntl(fd, libc::F_GETFD, 0), fcntl(fd, libc::F_GETFL, 0));
        // std opens descriptors as close-on-exec.
        let before = (libc::FD_CLOEXEC, libc::O_RDONLY | libc::O_NONBLOCK);
        assert_eq!(flags(), before);
        let descriptor = Descriptor::prepare(fd);
        assert_eq!(flags(), (0, libc::O_RDONLY));
        descriptor.restore();
        assert_eq!(flags(), before);
    }
}
