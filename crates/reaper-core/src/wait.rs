//! `waitid(2)` and `waitpid(2)`, reduced to the three questions a reaper asks.
//!
//! Through `libc` on purpose: `nix` decodes the status inside the call and returns EINVAL for a
//! child killed by a real-time signal, *after* the kernel has given the zombie away.

use std::io;

use crate::system_error::SystemError;

type Result<T> = std::result::Result<T, SystemError>;

/// `__WNOTHREAD`: only children of the calling thread. `waitid` takes it since Linux 4.7
/// (kernel/exit.c, `SYSCALL_DEFINE5(waitid)`); libc does not name it for musl.
const WNOTHREAD: libc::c_int = 0x2000_0000;

/// `__WALL`: also children that were cloned with another exit signal than SIGCHLD.
const WALL: libc::c_int = 0x4000_0000;

/// Whose children are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The calling thread's own. The kernel gives adopted orphans to the thread-group leader
    /// (kernel/exit.c, `find_new_reaper`), so on the main thread these are the orphans and what
    /// the main thread started, and nothing of any other living thread.
    Thread,
    /// Every thread's, and of every kind of `clone`.
    Process,
}

impl Scope {
    fn flag(self) -> libc::c_int {
        match self {
            Scope::Thread => WNOTHREAD,
            Scope::Process => WALL,
        }
    }
}

/// A process that has been waited for: it is gone, and this is all that is left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaped {
    pub pid: libc::pid_t,
    /// The wait status as `wait(2)` gives it, to be read with `WIFEXITED` and the like.
    pub status: libc::c_int,
}

/// What the kernel would report first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waitable {
    pub pid: libc::pid_t,
    /// False for a process that stopped while *we* trace it (it called `PTRACE_TRACEME`): wait
    /// calls report such a stop even when only `WEXITED` was asked for.
    pub is_zombie: bool,
}

/// The first child that a wait call would report, left where it is
/// (`waitid(P_ALL, WEXITED|WNOHANG|WNOWAIT)`). One system call, whose cost grows with the number
/// of living children that stand before it in the kernel's list.
pub fn peek(scope: Scope) -> Result<Option<Waitable>> {
    wait_id(libc::P_ALL, 0, libc::WNOHANG | libc::WNOWAIT | scope.flag())
}

/// Whether [`peek`] of this thread would find a child, or fail: the same question for less, since it
/// is asked in vain most of the time.
///
/// No `siginfo_t` to be filled in and no cancellation point of the C library. That something was
/// found shows in the resource usage: the kernel writes it for a found child only
/// (kernel/exit.c, `SYSCALL_DEFINE5(waitid)`), and no usage is negative.
#[must_use]
pub fn is_any_waitable() -> bool {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    let untouched = -1;
    // SAFETY: rusage is plain integers, for which all zeroes are valid.
    let usage = unsafe { usage.assume_init_mut() };
    usage.ru_maxrss = untouched;
    // SAFETY: the kernel writes at most one rusage through the pointer, which outlives the call.
    let result = unsafe {
        libc::syscall(
            libc::SYS_waitid,
            libc::P_ALL,
            0,
            std::ptr::null_mut::<libc::siginfo_t>(),
            libc::WEXITED | libc::WNOHANG | libc::WNOWAIT | WNOTHREAD,
            &raw mut *usage,
        )
    };
    if result == -1 {
        return io::Error::last_os_error().raw_os_error() != Some(libc::ECHILD);
    }
    usage.ru_maxrss != untouched
}

/// Whether the child `pid` can be reported, left where it is. Independent of how many others there
/// are. None also when it is no child of ours (any more).
pub fn peek_at(pid: libc::pid_t, scope: Scope) -> Result<Option<Waitable>> {
    wait_id(
        libc::P_PID,
        pid.cast_unsigned(),
        libc::WNOHANG | libc::WNOWAIT | scope.flag(),
    )
}

/// Whether `pid` is a child that a wait call would wait for, alive or dead. True as well where a seccomp
/// filter does not let us ask.
#[must_use]
pub fn is_child(pid: libc::pid_t, scope: Scope) -> bool {
    let flags = libc::WNOHANG | libc::WNOWAIT | scope.flag();
    let asked = raw_wait_id(libc::P_PID, pid.cast_unsigned(), flags);
    !asked.is_err_and(|error| error.source.raw_os_error() == Some(libc::ECHILD))
}

/// Blocks until the child `pid` of this thread is a zombie, and leaves it one. ECHILD when it is
/// no child of this thread, or when SIGCHLD is ignored (the kernel then reaps by itself).
pub fn await_zombie(pid: libc::pid_t) -> Result<()> {
    loop {
        let flags = libc::WNOWAIT | Scope::Thread.flag();
        match raw_wait_id(libc::P_PID, pid.cast_unsigned(), flags) {
            Ok(_) => return Ok(()),
            Err(error) if error.source.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Takes the first zombie there is (`waitpid(-1, WNOHANG)`).
pub fn take_any(scope: Scope) -> Result<Option<Reaped>> {
    take(-1, scope)
}

/// Takes the zombie `pid` (`waitpid(pid, WNOHANG)`); None when it lives, or is no child of ours.
pub fn take_pid(pid: libc::pid_t, scope: Scope) -> Result<Option<Reaped>> {
    // 0 and below mean process groups to waitpid: never a child, and never to be passed on.
    if pid <= 0 {
        return Ok(None);
    }
    take(pid, scope)
}

fn take(pid: libc::pid_t, scope: Scope) -> Result<Option<Reaped>> {
    loop {
        let mut status = 0;
        // SAFETY: the kernel writes one int through the pointer, which outlives the call.
        let result = unsafe { libc::waitpid(pid, &raw mut status, libc::WNOHANG | scope.flag()) };
        match result {
            0 => return Ok(None),
            -1 => return none_when_childless(SystemError::last("wait4")),
            // A trace stop (see Waitable): the process lives. What is behind it is still to be seen.
            _ if libc::WIFSTOPPED(status) => {}
            pid => return Ok(Some(Reaped { pid, status })),
        }
    }
}

fn wait_id(kind: libc::idtype_t, id: libc::id_t, flags: libc::c_int) -> Result<Option<Waitable>> {
    match raw_wait_id(kind, id, flags) {
        Ok(found) => Ok(found),
        Err(error) => none_when_childless(error),
    }
}

fn raw_wait_id(
    kind: libc::idtype_t,
    id: libc::id_t,
    flags: libc::c_int,
) -> Result<Option<Waitable>> {
    let mut info = std::mem::MaybeUninit::<libc::siginfo_t>::zeroed();
    // SAFETY: the kernel writes one siginfo_t through the pointer, which outlives the call.
    let result = unsafe { libc::waitid(kind, id, info.as_mut_ptr(), libc::WEXITED | flags) };
    if result == -1 {
        return Err(SystemError::last("waitid"));
    }
    // SAFETY: siginfo_t is plain integers, for which all zeroes are valid, and the kernel has
    // at most written over them.
    let info = unsafe { info.assume_init() };
    // SAFETY: waitid fills the SIGCHLD part of the union or leaves the zeroes.
    let pid = unsafe { info.si_pid() };
    let is_zombie = matches!(
        info.si_code,
        libc::CLD_EXITED | libc::CLD_KILLED | libc::CLD_DUMPED
    );
    Ok((pid != 0).then_some(Waitable { pid, is_zombie }))
}

/// ECHILD says "you have no such child", which to a reaper is an answer and no failure.
fn none_when_childless<T>(error: SystemError) -> Result<Option<T>> {
    if error.source.raw_os_error() == Some(libc::ECHILD) {
        return Ok(None);
    }
    Err(error)
}

/// `gettid() == getpid()`: whether the caller is the thread that the kernel gives orphans to.
#[must_use]
pub fn is_main_thread() -> bool {
    // SAFETY: takes nothing, touches no memory of ours.
    let tid = unsafe { libc::syscall(libc::SYS_gettid) };
    tid == libc::c_long::from(std::process::id().cast_signed())
}
