//! System calls about processes.

use core::ffi::CStr;

use syscalls::{Errno, Sysno, syscall};

use super::signal::Signal;
use super::stack::Text;

pub type Pid = i32;

pub fn exit(code: u8) -> ! {
    loop {
        // SAFETY: the call takes a number.
        let _ = unsafe { syscall!(Sysno::exit_group, code) };
        // A seccomp filter may refuse exit_group. This process has one thread, so exit does the
        // same.
        // SAFETY: the call takes a number.
        let _ = unsafe { syscall!(Sysno::exit, code) };
    }
}

pub fn getpid() -> Pid {
    // SAFETY: the call takes no arguments. It never fails (getpid(2)).
    unsafe { syscall!(Sysno::getpid) }.unwrap_or(0) as Pid
}

/// Moves a process to a process group of its own. 0 means the caller.
pub fn lead_process_group(pid: Pid) {
    // SAFETY: the call takes numbers only.
    let _ = unsafe { syscall!(Sysno::setpgid, pid, pid) };
}

/// Forks (`fork(2)`). Returns 0 in the child.
pub fn fork() -> Result<Pid, Errno> {
    let no_flags = usize::from(Signal::CHLD.number());
    // SAFETY: without CLONE_VM the child has a copy of the whole memory, the stack included. So it
    // goes on from here as if it were alone.
    unsafe { syscall!(Sysno::clone, no_flags, 0, 0, 0, 0) }.map(|pid| pid as Pid)
}

/// Replaces this process by a program. Returns only on failure. Both lists end in a NULL.
pub fn execve(path: Text, arguments: &[Text], environment: &[Text]) -> Errno {
    // SAFETY: the kernel reads C strings, and it reads the lists of them up to the NULL.
    let result = unsafe {
        syscall!(
            Sysno::execve,
            path.as_ptr(),
            arguments.as_ptr(),
            environment.as_ptr()
        )
    };
    result.err().unwrap_or(Errno::ENOENT)
}

/// Returns the next child that has died or stopped. This call reaps a dead child. Returns None when
/// there is no such child now; with `sleep` the call waits for one instead.
pub fn wait_for_child(sleep: bool) -> Result<Option<(Pid, i32)>, Errno> {
    const ANY: Pid = -1;
    const WNOHANG: usize = 1;
    const WUNTRACED: usize = 2;
    let options = if sleep {
        WUNTRACED
    } else {
        WUNTRACED | WNOHANG
    };
    let mut status = 0i32;
    // SAFETY: the kernel writes one int.
    let mut wait = || unsafe { syscall!(Sysno::wait4, ANY, &raw mut status, options, 0) };
    let pid = match wait() {
        // An interrupted wait has lost nothing. A seccomp filter may answer EINTR each time, so a
        // second EINTR is an error.
        Err(Errno::EINTR) => wait(),
        result => result,
    }?;
    Ok((pid != 0).then_some((pid as Pid, status)))
}

/// Detaches a child that stopped for the init as its tracer. The child goes on untraced, with the
/// signal that it stopped at. PTRACE_TRACEME asks no parent. Returns false when the child stopped
/// for another reason (ESRCH).
pub fn detach(pid: Pid, signal: Signal) -> bool {
    const PTRACE_DETACH: usize = 17;
    // An exec sends SIGTRAP to a tracee. The signal would kill the child once it is untraced
    // (ptrace(2)).
    let delivered = match signal {
        Signal::TRAP => 0,
        signal => signal.number(),
    };
    // SAFETY: the call takes numbers only.
    unsafe { syscall!(Sysno::ptrace, PTRACE_DETACH, pid, 0, delivered) }.is_ok()
}

/// Makes this process a subreaper (prctl(2)).
pub fn become_subreaper() -> Result<(), Errno> {
    const PR_SET_CHILD_SUBREAPER: usize = 36;
    // SAFETY: the call takes numbers only.
    unsafe { syscall!(Sysno::prctl, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) }.map(|_| ())
}

/// Returns whether this process is a subreaper. Returns false too when a seccomp filter refuses the
/// question.
pub fn is_subreaper() -> bool {
    const PR_GET_CHILD_SUBREAPER: usize = 37;
    let mut answer = 0i32;
    // SAFETY: the kernel writes one int.
    let _ = unsafe {
        syscall!(
            Sysno::prctl,
            PR_GET_CHILD_SUBREAPER,
            &raw mut answer,
            0,
            0,
            0
        )
    };
    answer != 0
}

/// Sets the name that `/proc/PID/comm` shows.
pub fn set_name(name: &CStr) {
    const PR_SET_NAME: usize = 15;
    // SAFETY: the kernel reads a C string.
    let _ = unsafe { syscall!(Sysno::prctl, PR_SET_NAME, name.as_ptr(), 0, 0, 0) };
}

/// Makes the kernel send this signal to the init when its parent dies.
pub fn set_parent_death_signal(signal: Signal) -> Result<(), Errno> {
    const PR_SET_PDEATHSIG: usize = 1;
    // SAFETY: the call takes numbers only.
    unsafe { syscall!(Sysno::prctl, PR_SET_PDEATHSIG, signal.number(), 0, 0, 0) }.map(|_| ())
}
