//! System calls about the terminal and the process group that has it.

use syscalls::{Sysno, syscall};

use super::Pid;

/// 0 when the group's leader is outside of our PID namespace.
pub fn own_process_group() -> Pid {
    // SAFETY: takes a number. Never fails for the caller itself (getpgrp(2)).
    unsafe { syscall!(Sysno::getpgid, 0) }.unwrap_or(0) as Pid
}

/// The foreground process group of the terminal that is our standard input; None when that is no
/// terminal, or not the one that controls us.
pub fn foreground_group() -> Option<Pid> {
    const TIOCGPGRP: usize = 0x540f;
    let mut group: Pid = 0;
    // SAFETY: the kernel writes one int.
    unsafe { syscall!(Sysno::ioctl, 0, TIOCGPGRP, &raw mut group) }.ok()?;
    Some(group)
}

/// Whether a terminal controls us, our standard input or not: /dev/tty is that one (tty(4)).
pub fn has_terminal() -> bool {
    const AT_FDCWD: isize = -100;
    // SAFETY: the kernel reads a C string.
    let opened = unsafe { syscall!(Sysno::openat, AT_FDCWD, c"/dev/tty".as_ptr(), 0, 0) };
    let Ok(file) = opened else {
        return false;
    };
    // SAFETY: takes a number, that of the file that was opened here.
    let _ = unsafe { syscall!(Sysno::close, file) };
    true
}

pub fn set_foreground_group(group: Pid) {
    const TIOCSPGRP: usize = 0x5410;
    // SAFETY: the kernel reads one int.
    let _ = unsafe { syscall!(Sysno::ioctl, 0, TIOCSPGRP, &raw const group) };
}
