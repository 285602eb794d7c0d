//! Making a zombie on purpose: for experiments, tests and benchmarks.

use std::ffi::c_void;
use std::io;
use std::ptr;

use crate::signal::{Action, SignalMask};
use crate::system_error::SystemError;
use crate::wait;

/// How the process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// By `_exit(2)`. The low eight bits are what its parent sees.
    Exit(u8),
    /// By this signal, whose default action must be to terminate: of any other the process would
    /// not die, and the caller would wait for it for ever.
    Signal(libc::c_int),
}

/// Makes a process that is a zombie when this returns, and returns its PID. The zombie is the
/// calling thread's child; with `orphan`, the child of a process that is gone by then, so that it
/// has been adopted by the nearest reaper.
///
/// Made with `clone(CLONE_VM|CLONE_VFORK)`: nothing of the caller's memory is copied, so the cost
/// does not grow with it. (Under `CONFIG_BSD_PROCESS_ACCT` the kernel visits every mapping when a
/// process exits, 20 ns each, in kernel/acct.c, `acct_collect`: a heap of many small mappings does
/// show.) A death that dumps core is the exception (see [`dumps_core`]).
///
/// # Errors
/// `clone` EAGAIN when no more processes may be started (pids cgroup, RLIMIT_NPROC, PID space);
/// `waitid` ECHILD when SIGCHLD is ignored and the kernel leaves no zombie.
pub fn make(death: Death, orphan: bool) -> Result<libc::pid_t, SystemError> {
    let mut plan = Plan {
        death,
        stack: Stack::new(),
        orphan: 0,
        failure: None,
    };
    let mut launcher_stack = Stack::new();
    // Until the handlers are out of the way, no signal may run Node's code in a process that
    // shares Node's memory (vfork(2), "signal handlers").
    let mask = SignalMask::block_all();
    let made = if orphan {
        make_orphan(&mut plan, &mut launcher_stack)
    } else {
        plan.clone_and_await()
    };
    drop(mask);
    made
}

/// Starts a launcher that makes the zombie, and waits until the launcher is gone.
fn make_orphan(plan: &mut Plan, stack: &mut Stack) -> Result<libc::pid_t, SystemError> {
    let flags = libc::CLONE_VM | libc::CLONE_VFORK | libc::SIGCHLD;
    // SAFETY: `launch` makes system calls only and ends in _exit; CLONE_VFORK keeps us from
    // touching the plan and the stack until it has.
    let launcher = unsafe { clone(launch, stack, flags, plan) }?;
    // Gone, and not merely dead: its zombie would still be the orphan's parent in /proc. Somebody
    // who waits for everything in another thread may take it first; gone is gone.
    wait_until_gone(launcher);
    match plan.failure.take() {
        Some((syscall, errno)) => Err(SystemError::new(
            syscall,
            io::Error::from_raw_os_error(errno),
        )),
        None => Ok(plan.orphan),
    }
}

fn wait_until_gone(pid: libc::pid_t) {
    // SAFETY: a null status pointer is allowed (wait(2)); nothing else is passed.
    while unsafe { libc::waitpid(pid, ptr::null_mut(), 0) } == -1
        && io::Error::last_os_error().kind() == io::ErrorKind::Interrupted
    {}
}

/// What the new processes need to know. It is read in a process that shares our memory: no
/// allocation, no lock, no drop in there.
struct Plan {
    death: Death,
    stack: Box<Stack>,
    orphan: libc::pid_t,
    failure: Option<(&'static str, libc::c_int)>,
}

impl Plan {
    /// Makes the zombie as a child of whoever calls: us, or the launcher.
    fn clone_and_await(&mut self) -> Result<libc::pid_t, SystemError> {
        let shared = match self.death {
            Death::Signal(signal) if dumps_core(signal) => 0,
            _ => libc::CLONE_VM,
        };
        let flags = shared | libc::CLONE_VFORK | libc::SIGCHLD;
        let plan: *mut Plan = self;
        // SAFETY: `plan` is us, exclusively borrowed, and CLONE_VFORK suspends this thread until
        // the child is done with it.
        let stack = unsafe { &mut (*plan).stack };
        // SAFETY: `die` makes system calls only and never returns; it does not touch the stack
        // array but through its stack pointer.
        let pid = unsafe { clone(die, stack, flags, plan) }?;
        // CLONE_VFORK lets us go on when the child has left our memory, which it does well before
        // it is a zombie (kernel/exit.c: exit_mm comes before exit_notify).
        wait::await_zombie(pid)?;
        Ok(pid)
    }
}

/// The launcher of an orphan: makes it, tells its PID through the shared memory, and ends.
extern "C" fn launch(plan: *mut c_void) -> libc::c_int {
    // SAFETY: `plan` is the Plan of `make_orphan`, whose thread is suspended meanwhile.
    let plan = unsafe { &mut *plan.cast::<Plan>() };
    match plan.clone_and_await() {
        Ok(pid) => plan.orphan = pid,
        // From raw_os_error always: both calls report errno.
        Err(error) => {
            plan.failure = Some((error.syscall, error.source.raw_os_error().unwrap_or(0)));
        }
    }
    exit_now(0)
}

/// The zombie's short life.
extern "C" fn die(plan: *mut c_void) -> libc::c_int {
    // SAFETY: `plan` is the Plan of `clone_and_await`, whose thread is suspended meanwhile, or a
    // copy of it.
    let plan = unsafe { &*plan.cast::<Plan>() };
    match plan.death {
        Death::Exit(code) => exit_now(code.into()),
        Death::Signal(signal) => die_of(signal),
    }
}

fn exit_now(code: libc::c_int) -> ! {
    // SAFETY: _exit runs no handlers and no destructors: it is made for a vfork child.
    unsafe { libc::_exit(code) }
}

fn die_of(signal: libc::c_int) -> ! {
    if dumps_core(signal) {
        // No core file and no core helper. Not RLIMIT_CORE: 0 is ignored for a piped core_pattern,
        // and the 1 that is not cannot be set under a hard limit of 0. The attribute is one of
        // the memory map, of which such a child has a copy of its own.
        // SAFETY: takes two integers.
        unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0) };
    }
    // Node has handlers and ignores some signals (SIGPIPE). The table is the child's own: without
    // CLONE_SIGHAND it is copied. The other signals stay blocked, so theirs need no change.
    // Of SIGKILL the kernel refuses to: no matter.
    Action::DEFAULT.set(signal);
    SignalMask::set(!(1 << (signal - 1)));
    // By PID: raise(3) would signal the thread that the C library believes to be in, Node's.
    let own = std::process::id().cast_signed();
    // SAFETY: takes two integers and signals this very process.
    unsafe { libc::kill(own, signal) };
    // Not reached: the signal is delivered before kill returns (kill(2), NOTES).
    exit_now(255)
}

/// The signals whose default action writes a core file (signal(7)).
///
/// A core dump kills every process that shares the memory (until Linux 5.16, kernel/exit.c and
/// coredump.c), which would be Node. So a child that dies of one gets a copy of the memory map,
/// and its cost does grow with the heap.
fn dumps_core(signal: libc::c_int) -> bool {
    matches!(
        signal,
        libc::SIGQUIT
            | libc::SIGILL
            | libc::SIGTRAP
            | libc::SIGABRT
            | libc::SIGBUS
            | libc::SIGFPE
            | libc::SIGSEGV
            | libc::SIGXCPU
            | libc::SIGXFSZ
            | libc::SIGSYS
    )
}

/// Room for the few small frames of `launch` or `die`.
#[repr(C, align(16))]
struct Stack([std::mem::MaybeUninit<u8>; Stack::SIZE]);

impl Stack {
    const SIZE: usize = 32 * 1024;

    fn new() -> Box<Self> {
        Box::new(Self([std::mem::MaybeUninit::uninit(); Self::SIZE]))
    }
}

/// `clone(2)` through libc, with an errno instead of -1. Not nix's, which boxes the closure and
/// would free it in the child.
///
/// # Safety
/// `entry` may do only what a vfork child may, must not return, and must get by with the stack.
unsafe fn clone(
    entry: extern "C" fn(*mut c_void) -> libc::c_int,
    stack: &mut Stack,
    flags: libc::c_int,
    plan: *mut Plan,
) -> Result<libc::pid_t, SystemError> {
    // The stack grows downwards on every architecture that Node runs on.
    let top = stack.0.as_mut_ptr_range().end;
    // SAFETY: `top` is the 16-byte aligned end of memory that is ours alone; the rest is the
    // caller's promise.
    match unsafe { libc::clone(entry, top.cast(), flags, plan.cast()) } {
        -1 => Err(SystemError::last("clone")),
        pid => Ok(pid),
    }
}

#[cfg(test)]
mod tests;
