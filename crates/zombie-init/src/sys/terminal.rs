//! System calls about the terminal that controls us and the process group that has it.

use syscalls::{Errno, Sysno, syscall};

use super::process::Pid;

const STDIN: usize = 0;
const TIOCGPGRP: usize = 0x540f;
const TIOCSPGRP: usize = 0x5410;

/// 0 when the group's leader is outside of our PID namespace.
pub fn own_process_group() -> Pid {
    // SAFETY: takes a number. Never fails for the caller itself (getpgrp(2)).
    unsafe { syscall!(Sysno::getpgid, 0) }.unwrap_or(0) as Pid
}

/// Whether our standard input is the terminal that controls us.
pub fn reads_terminal() -> bool {
    ioctl(STDIN, TIOCGPGRP, &mut 0).is_ok()
}

/// The foreground process group; None when no terminal controls us.
pub fn foreground_group() -> Option<Pid> {
    let mut group = 0;
    ask_terminal(TIOCGPGRP, &mut group).ok()?;
    Some(group)
}

/// False when the group is gone, among others.
pub fn set_foreground_group(mut group: Pid) -> bool {
    ask_terminal(TIOCSPGRP, &mut group).is_ok()
}

/// /dev/tty is the terminal that controls us, whatever our standard input is (tty(4)). Where there is
/// no such file the standard input is asked.
fn ask_terminal(request: usize, group: &mut Pid) -> Result<(), Errno> {
    const AT_FDCWD: isize = -100;
    // SAFETY: the kernel reads a C string.
    let opened = unsafe { syscall!(Sysno::openat, AT_FDCWD, c"/dev/tty".as_ptr(), 0, 0) };
    let result = ioctl(opened.unwrap_or(STDIN), request, group);
    if let Ok(file) = opened {
        // SAFETY: takes a number, that of the file that was opened here.
        let _ = unsafe { syscall!(Sysno::close, file) };
    }
    result
}

fn ioctl(file: usize, request: usize, group: &mut Pid) -> Result<(), Errno> {
    // SAFETY: the kernel reads or writes one int.
    unsafe { syscall!(Sysno::ioctl, file, request, &raw mut *group) }.map(|_| ())
}
