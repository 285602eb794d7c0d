//! System calls about the controlling terminal and its foreground process group.

use syscalls::{Errno, Sysno, syscall};

use super::process::Pid;

const STDIN: usize = 0;
const TIOCGPGRP: usize = 0x540f;
const TIOCSPGRP: usize = 0x5410;

/// Returns the process group of the init. 0 when the group's leader is outside of this PID
/// namespace.
pub fn own_process_group() -> Pid {
    // SAFETY: the call takes a number. It never fails for the caller itself (getpgrp(2)).
    unsafe { syscall!(Sysno::getpgid, 0) }.unwrap_or(0) as Pid
}

/// Returns whether standard input is the controlling terminal.
pub fn reads_terminal() -> bool {
    ioctl(STDIN, TIOCGPGRP, &mut 0).is_ok()
}

/// Returns the foreground process group. None when there is no controlling terminal.
pub fn foreground_group() -> Option<Pid> {
    let mut group = 0;
    ask_terminal(TIOCGPGRP, &mut group).ok()?;
    Some(group)
}

/// Makes a group the foreground process group. Returns false on failure, such as when the group is
/// gone.
pub fn set_foreground_group(mut group: Pid) -> bool {
    ask_terminal(TIOCSPGRP, &mut group).is_ok()
}

/// Asks the controlling terminal. /dev/tty is that terminal, whatever standard input is (tty(4)).
/// Where /dev/tty cannot be opened, the function asks standard input.
fn ask_terminal(request: usize, group: &mut Pid) -> Result<(), Errno> {
    const AT_FDCWD: isize = -100;
    // SAFETY: the kernel reads a C string.
    let opened = unsafe { syscall!(Sysno::openat, AT_FDCWD, c"/dev/tty".as_ptr(), 0, 0) };
    let result = ioctl(opened.unwrap_or(STDIN), request, group);
    if let Ok(file) = opened {
        // SAFETY: the call takes a number, the descriptor of the file that was opened here.
        let _ = unsafe { syscall!(Sysno::close, file) };
    }
    result
}

fn ioctl(file: usize, request: usize, group: &mut Pid) -> Result<(), Errno> {
    // SAFETY: the kernel reads or writes one int.
    unsafe { syscall!(Sysno::ioctl, file, request, &raw mut *group) }.map(|_| ())
}
