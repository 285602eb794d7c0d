//! `waitid(2)` and `waitpid(2)`, reduced to the three questions of a reaper.
//!
//! The calls go through `libc` on purpose. `nix` decodes the wait status inside the call. For a
//! child killed by a real-time signal it returns EINVAL *after* the kernel has reaped the zombie.

use std::io;
use std::os::fd::RawFd;
use std::ptr;

use crate::interrupted::again;
use crate::system_error::SystemError;

type Result<T> = std::result::Result<T, SystemError>;

/// `__WNOTHREAD`: only children of the calling thread. `waitid` takes the flag since Linux 4.7
/// (kernel/exit.c, `SYSCALL_DEFINE5(waitid)`). libc has no name for it on musl.
const WNOTHREAD: libc::c_int = 0x2000_0000;

/// `__WALL`: also children that were cloned with an exit signal other than SIGCHLD.
const WALL: libc::c_int = 0x4000_0000;

/// The threads whose children a wait call considers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The calling thread's children. The kernel gives adopted orphans to the thread-group leader
    /// (kernel/exit.c, `find_new_reaper`). So on the main thread these are the orphans and the
    /// children that the main thread started. The children of other living threads are not among
    /// them.
    Thread,
    /// The children of every thread, made by any kind of `clone`.
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

/// A reaped process. Only these two numbers are left of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaped {
    pub pid: libc::pid_t,
    /// The wait status as `wait(2)` gives it. `WIFEXITED` and the like decode it.
    pub status: libc::c_int,
}

/// A child that a wait call would report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waitable {
    pub pid: libc::pid_t,
    /// False for a child that stopped while *this process* traces it (the child called
    /// `PTRACE_TRACEME`). Wait calls report such a stop even when the caller asked only for
    /// `WEXITED`.
    pub is_zombie: bool,
}

/// Returns the first child that a wait call would report, and leaves the child unreaped
/// (`waitid(P_ALL, WEXITED|WNOHANG|WNOWAIT)`). Costs one system call. That cost grows with the
/// number of living children that stand before the zombie in the kernel's list.
pub fn peek(scope: Scope) -> Result<Option<Waitable>> {
    wait_id(libc::P_ALL, 0, libc::WNOHANG | libc::WNOWAIT | scope.flag())
}

/// Returns whether [`peek`] of this thread would find a child, or fail. This function costs less
/// than [`peek`], since the answer is no most of the time.
///
/// The call fills in no `siginfo_t` and is no cancellation point of the C library. The resource
/// usage shows whether the kernel found a child: the kernel writes the usage for a found child only
/// (kernel/exit.c, `SYSCALL_DEFINE5(waitid)`), and no usage is negative.
#[must_use]
pub fn is_any_waitable() -> bool {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    let untouched = -1;
    // SAFETY: rusage consists of plain integers, for which all zeroes are valid.
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

/// Returns whether a child of any thread lives. Costs one system call, which visits every child.
///
/// Asks for stopped children, and leaves them. Then the kernel says ECHILD if and only if no child
/// lives (kernel/exit.c: `wait_consider_task` clears `notask_error` for living children only). True
/// as well where a seccomp filter refuses the question.
#[must_use]
pub fn is_any_alive() -> bool {
    let flags = libc::WSTOPPED | libc::WNOHANG | libc::WNOWAIT | Scope::Process.flag();
    // SAFETY: a null siginfo_t is allowed (kernel/exit.c, SYSCALL_DEFINE5(waitid)), and the call
    // takes no other pointer.
    let result = unsafe { libc::waitid(libc::P_ALL, 0, ptr::null_mut(), flags) };
    result == 0 || io::Error::last_os_error().raw_os_error() != Some(libc::ECHILD)
}

/// Returns the child `pid` if a wait call would report it, and leaves the child unreaped. The cost
/// does not depend on the number of other children. None also when `pid` is not, or no longer, a
/// child of this scope.
pub fn peek_at(pid: libc::pid_t, scope: Scope) -> Result<Option<Waitable>> {
    wait_id(
        libc::P_PID,
        pid.cast_unsigned(),
        libc::WNOHANG | libc::WNOWAIT | scope.flag(),
    )
}

/// Returns the child of this thread that the descriptor is a pidfd of, if a wait call would report
/// that child. Leaves the child unreaped. None when the child lives.
///
/// # Errors
/// EBADF when the number is that of no pidfd, and ECHILD when the process is no child of this
/// thread. EINVAL before Linux 5.4 (`P_PIDFD` of waitid(2)).
pub fn peek_by_pidfd(number: RawFd) -> Result<Option<Waitable>> {
    raw_wait_id(
        libc::P_PIDFD,
        number.cast_unsigned(),
        libc::WNOHANG | libc::WNOWAIT | Scope::Thread.flag(),
    )
}

/// Returns whether `pid` is a child that a wait call would wait for, alive or dead. True as well
/// where a seccomp filter refuses the question.
#[must_use]
pub fn is_child(pid: libc::pid_t, scope: Scope) -> bool {
    let flags = libc::WNOHANG | libc::WNOWAIT | scope.flag();
    let asked = raw_wait_id(libc::P_PID, pid.cast_unsigned(), flags);
    !asked.is_err_and(|error| error.source.raw_os_error() == Some(libc::ECHILD))
}

/// Blocks until the child `pid` of this thread is a zombie, and leaves it a zombie. Fails with
/// ECHILD when `pid` is no child of this thread, or when SIGCHLD is ignored and the kernel reaps by
/// itself.
pub fn await_zombie(pid: libc::pid_t) -> Result<()> {
    let flags = libc::WNOWAIT | Scope::Thread.flag();
    raw_wait_id(libc::P_PID, pid.cast_unsigned(), flags).map(|_| ())
}

/// Takes the first zombie (`waitpid(-1, WNOHANG)`). None when there is no zombie.
pub fn take_any(scope: Scope) -> Result<Option<Reaped>> {
    take(-1, scope)
}

/// Takes the zombie `pid` (`waitpid(pid, WNOHANG)`). None when `pid` lives, or is no child of this
/// scope.
pub fn take_pid(pid: libc::pid_t, scope: Scope) -> Result<Option<Reaped>> {
    // For waitpid 0 and negative numbers mean process groups. They are never a child, so the
    // function must not pass them on.
    if pid <= 0 {
        return Ok(None);
    }
    take(pid, scope)
}

fn take(pid: libc::pid_t, scope: Scope) -> Result<Option<Reaped>> {
    loop {
        let mut status = 0;
        // SAFETY: the kernel writes one int through the pointer, which outlives the call.
        let wait = || unsafe { libc::waitpid(pid, &raw mut status, libc::WNOHANG | scope.flag()) };
        match told("wait4", wait) {
            Ok(0) => return Ok(None),
            // After a trace stop (see Waitable) the process lives. The next call looks behind it.
            Ok(_) if libc::WIFSTOPPED(status) => {}
            Ok(pid) => return Ok(Some(Reaped { pid, status })),
            Err(error) => return none_when_childless(error),
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
    let wait = || unsafe { libc::waitid(kind, id, info.as_mut_ptr(), libc::WEXITED | flags) };
    told("waitid", wait)?;
    // SAFETY: siginfo_t consists of plain integers, for which all zeroes are valid. The kernel has
    // at most written over them.
    let info = unsafe { info.assume_init() };
    // SAFETY: waitid fills the SIGCHLD part of the union, or it leaves the zeroes.
    let pid = unsafe { info.si_pid() };
    let is_zombie = matches!(
        info.si_code,
        libc::CLD_EXITED | libc::CLD_KILLED | libc::CLD_DUMPED
    );
    Ok((pid != 0).then_some(Waitable { pid, is_zombie }))
}

/// Makes a wait call, and returns its result or its error.
fn told(syscall: &'static str, mut wait: impl FnMut() -> libc::c_int) -> Result<libc::c_int> {
    again(|| match wait() {
        -1 => Err(io::Error::last_os_error()),
        result => Ok(result),
    })
    .map_err(|error| SystemError::new(syscall, error))
}

/// ECHILD says that there is no such child. For a reaper that is an answer and not a failure.
fn none_when_childless<T>(error: SystemError) -> Result<Option<T>> {
    if error.source.raw_os_error() == Some(libc::ECHILD) {
        return Ok(None);
    }
    Err(error)
}

/// Returns whether the caller is the thread that the kernel gives orphans to
/// (`gettid() == getpid()`).
#[must_use]
pub fn is_main_thread() -> bool {
    // SAFETY: the call takes no arguments and touches no memory of this process.
    let tid = unsafe { libc::syscall(libc::SYS_gettid) };
    tid == libc::c_long::from(std::process::id().cast_signed())
}

#[cfg(test)]
mod tests {
    use super::{await_zombie, is_any_alive, none_when_childless};
    use crate::sleeper::Sleeper;
    use crate::system_error::SystemError;
    use std::{io, ptr};

    #[test]
    fn a_zombie_is_not_alive() {
        let mut child = Sleeper::start();
        assert!(is_any_alive());
        // Children of any thread count.
        assert!(std::thread::spawn(is_any_alive).join().unwrap());
        child.kill();
        await_zombie(child.pid()).unwrap();
        // Other tests have children meanwhile.
        while is_any_alive() {
            std::thread::yield_now();
        }
    }

    #[test]
    fn only_the_lack_of_a_child_is_an_answer() {
        let answer = |errno| {
            let error = io::Error::from_raw_os_error(errno);
            none_when_childless::<()>(SystemError::new("waitid", error))
        };
        assert!(matches!(answer(libc::ECHILD), Ok(None)));
        // A seccomp filter may refuse the call.
        assert!(answer(libc::EPERM).is_err());
    }

    #[test]
    fn the_stop_of_a_child_is_left_to_who_waits_for_it() {
        let child = Sleeper::start();
        let pid = child.pid();
        let left = libc::WSTOPPED | libc::WNOWAIT;
        // SAFETY: the call takes integers only.
        unsafe { libc::kill(pid, libc::SIGSTOP) };
        // SAFETY: a null siginfo_t is allowed (kernel/exit.c), and no other pointer is taken.
        unsafe { libc::waitid(libc::P_PID, pid.cast_unsigned(), ptr::null_mut(), left) };
        assert!(is_any_alive());
        let mut status = 0;
        // SAFETY: the kernel writes one int through the pointer, which outlives the call.
        let found = unsafe { libc::waitpid(pid, &raw mut status, libc::WUNTRACED | libc::WNOHANG) };
        assert_eq!(found, pid);
        assert!(libc::WIFSTOPPED(status));
    }
}
