//! What a thread does, as `/proc/self/task/TID/syscall` shows it (proc_pid_syscall(5)).

/// What a thread does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// The thread runs, is ready to run, or is blocked for a moment. It may do anything next. For a
    /// moment: in a page fault, or until the memory map is free. A thread that begins maps memory.
    Running,
    /// The thread is in wait4 or waitid, and waits for this one child.
    WaitFor(libc::pid_t),
    /// The thread is in wait4 or waitid, and waits for several children, or for a pidfd.
    WaitForAny,
    /// The thread reads or writes as few bytes as libuv's signal handler does.
    Short,
    /// The thread is in another system call.
    Other,
}

impl Call {
    pub(crate) fn may_take(self, is_wanted: impl Fn(libc::pid_t) -> bool) -> bool {
        match self {
            Call::Running | Call::WaitForAny | Call::Short => true,
            Call::WaitFor(pid) => is_wanted(pid),
            Call::Other => false,
        }
    }
}

/// Parses "running", or the number of the call in decimal and its arguments in hexadecimal.
pub(crate) fn parse(line: &[u8]) -> Call {
    let line = str::from_utf8(line).unwrap_or_default();
    let mut words = line.split_ascii_whitespace();
    let Some(number) = words.next().and_then(|word| word.parse().ok()) else {
        return Call::Running;
    };
    match number {
        libc::SYS_wait4 => wait_for(words.next()),
        libc::SYS_waitid if words.next() == Some(P_PID) => wait_for(words.next()),
        libc::SYS_waitid => Call::WaitForAny,
        OUTSIDE_OF_A_CALL
        | libc::SYS_mmap
        | libc::SYS_munmap
        | libc::SYS_mprotect
        | libc::SYS_madvise
        | libc::SYS_brk => Call::Running,
        libc::SYS_read if words.nth(2) == Some("0x1") => Call::Short,
        libc::SYS_write if matches!(words.nth(2), Some("0x1" | MESSAGE)) => Call::Short,
        _ => Call::Other,
    }
}

/// The number of a thread that is blocked outside of a system call, as in a page fault.
const OUTSIDE_OF_A_CALL: libc::c_long = -1;

/// `libc::P_PID`, as the file shows it.
const P_PID: &str = "0x1";

/// The size of libuv's `uv__signal_msg_t` (src/unix/signal.c): a pointer and a number.
const MESSAGE: &str = "0x10";

/// The file shows a whole register. The argument of the call is the lower half.
fn wait_for(register: Option<&str>) -> Call {
    let digits = register.and_then(|text| text.strip_prefix("0x"));
    let value = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
    match value.map(|value| value as u32 as libc::pid_t) {
        Some(pid) if pid > 0 => Call::WaitFor(pid),
        _ => Call::WaitForAny,
    }
}

#[cfg(test)]
mod tests {
    use super::{Call, parse};

    #[test]
    fn parses_what_the_kernel_prints() {
        let [wait4, waitid] = [libc::SYS_wait4, libc::SYS_waitid];
        let [read, write] = [libc::SYS_read, libc::SYS_write];
        let rest = "0x7ffd 0x0 0x0 0x0 0x0 0x7ffe 0x7fff\n";
        for (line, call) in [
            ("running\n".to_owned(), Call::Running),
            (format!("-1 {rest}"), Call::Running),
            (format!("{} 0x0 {rest}", libc::SYS_mmap), Call::Running),
            (format!("{wait4} 0x3000 {rest}"), Call::WaitFor(0x3000)),
            (format!("{wait4} 0xffffffff {rest}"), Call::WaitForAny),
            (
                format!("{wait4} 0xffffffffffffffff {rest}"),
                Call::WaitForAny,
            ),
            (format!("{wait4} 0x0 {rest}"), Call::WaitForAny),
            (format!("{waitid} 0x0 0x3000 {rest}"), Call::WaitForAny),
            (format!("{waitid} 0x1 0x3000 {rest}"), Call::WaitFor(0x3000)),
            (format!("{waitid} 0x3 0x5 {rest}"), Call::WaitForAny),
            (format!("{} 0x3000 {rest}", libc::SYS_futex), Call::Other),
            (format!("{read} 0x3 0x7ffd 0x1 {rest}"), Call::Short),
            (format!("{read} 0x1 0x1 0x10 {rest}"), Call::Other),
            (format!("{write} 0x3 0x7ffd 0x1 {rest}"), Call::Short),
            (format!("{write} 0x3 0x7ffd 0x10 {rest}"), Call::Short),
            (format!("{write} 0x10 0x10 0x11 {rest}"), Call::Other),
            (format!("{read}\n"), Call::Other),
        ] {
            assert_eq!(parse(line.as_bytes()), call, "{line}");
        }
    }

    #[test]
    fn a_thread_that_sleeps_elsewhere_takes_no_zombie() {
        let is_wanted = |pid| pid == 7;
        for call in [Call::Running, Call::WaitForAny, Call::WaitFor(7)] {
            assert!(call.may_take(is_wanted));
        }
        for call in [Call::Other, Call::WaitFor(8)] {
            assert!(!call.may_take(is_wanted));
        }
    }

    #[test]
    fn no_bytes_stop_it() {
        assert_eq!(parse(b""), Call::Running);
        assert_eq!(parse(&[0xff, 0xfe]), Call::Running);
    }
}
