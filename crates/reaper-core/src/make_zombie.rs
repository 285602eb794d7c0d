//! Makes a zombie on purpose, for experiments, tests and benchmarks.

pub(crate) mod made;

use std::ffi::c_void;
use std::io;
use std::ptr;

use crate::clock;
use crate::interrupted::again;
use crate::signal::{Action, SignalMask};
use crate::system_error::SystemError;
use crate::wait;

/// What the process shares with the caller. It touches no descriptor.
const SHARED: libc::c_int = libc::CLONE_VM | libc::CLONE_FILES;

/// How the process dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// By `_exit(2)`. The parent sees the low eight bits of the exit code.
    Exit(u8),
    /// By this signal. The default action of the signal must be to terminate. Any other signal
    /// would not kill the process, and the caller would wait for ever.
    Signal(libc::c_int),
}

/// Makes a zombie and returns its PID. The process is a zombie when this function returns. Its
/// parent is the calling thread. With `orphan` its parent was another process that is gone by then,
/// so the nearest reaper has adopted the zombie.
///
/// The process is made with `clone(CLONE_VM|CLONE_FILES|CLONE_VFORK)`. That copies nothing of the
/// caller's memory, nor its table of descriptors, so the cost grows with neither. A death that dumps
/// core is the exception (see [`dumps_core`]). Under `CONFIG_BSD_PROCESS_ACCT` the kernel visits
/// every mapping when a process exits (kernel/acct.c, `acct_collect`). Each visit costs 20 ns, so a
/// heap of many small mappings costs measurable time.
///
/// # Errors
/// `clone` EAGAIN when no more processes may be started (pids cgroup, RLIMIT_NPROC, PID space).
/// `waitid` ECHILD when SIGCHLD is ignored and the kernel leaves no zombie.
pub fn make(death: Death, orphan: bool) -> Result<libc::pid_t, SystemError> {
    let start = clock::since_boot();
    let mut plan = Plan {
        death,
        stack: Stack::new(),
        orphan: 0,
        failure: None,
    };
    let mut launcher_stack = Stack::new();
    // The new process shares Node's memory, so no signal may run Node's handlers there (vfork(2),
    // "signal handlers"). Signals stay blocked until the handlers are gone.
    let mask = SignalMask::block_all();
    let made = if orphan {
        make_orphan(&mut plan, &mut launcher_stack)
    } else {
        plan.clone_and_await()
    };
    drop(mask);
    let pid = made?;
    made::remember(pid, start);
    Ok(pid)
}

/// Starts a launcher that makes the zombie, and waits until the launcher is gone.
fn make_orphan(plan: &mut Plan, stack: &mut Stack) -> Result<libc::pid_t, SystemError> {
    let flags = SHARED | libc::CLONE_VFORK | libc::SIGCHLD;
    // SAFETY: `launch` makes system calls only and ends in _exit. CLONE_VFORK keeps this thread
    // from touching the plan and the stack until then.
    let launcher = unsafe { clone(launch, stack, flags, plan) }?;
    // The launcher must be gone and not only dead, since its zombie would still be the orphan's
    // parent in /proc. Another thread that waits for every child may reap it first, which does no
    // harm.
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
    let _ = again(|| {
        // SAFETY: a null status pointer is allowed (wait(2)), and the call takes no other pointer.
        match unsafe { libc::waitpid(pid, ptr::null_mut(), 0) } {
            -1 => Err(io::Error::last_os_error()),
            _ => Ok(()),
        }
    });
}

/// The data for the new processes. They read it while they share the caller's memory, so their code
/// must not allocate, lock or drop.
struct Plan {
    death: Death,
    stack: Box<Stack>,
    orphan: libc::pid_t,
    failure: Option<(&'static str, libc::c_int)>,
}

impl Plan {
    /// Makes the zombie as a child of the calling process: Node, or the launcher.
    fn clone_and_await(&mut self) -> Result<libc::pid_t, SystemError> {
        let shared = match self.death {
            Death::Signal(signal) if dumps_core(signal) => 0,
            _ => SHARED,
        };
        let flags = shared | libc::CLONE_VFORK | libc::SIGCHLD;
        let plan: *mut Plan = self;
        // SAFETY: `plan` points to `self`, which is exclusively borrowed. CLONE_VFORK suspends this
        // thread until the child no longer uses the plan.
        let stack = unsafe { &mut (*plan).stack };
        // SAFETY: `die` makes system calls only and never returns. It touches the stack array only
        // through its stack pointer.
        let pid = unsafe { clone(die, stack, flags, plan) }?;
        // CLONE_VFORK resumes this thread when the child has left the shared memory. The child is
        // not yet a zombie then (kernel/exit.c: exit_mm comes well before exit_notify).
        wait::await_zombie(pid)?;
        Ok(pid)
    }
}

/// The launcher of an orphan. It makes the orphan, stores the PID in the shared memory, and ends.
extern "C" fn launch(plan: *mut c_void) -> libc::c_int {
    // SAFETY: `plan` is the Plan of `make_orphan`, whose thread is suspended meanwhile.
    let plan = unsafe { &mut *plan.cast::<Plan>() };
    match plan.clone_and_await() {
        Ok(pid) => plan.orphan = pid,
        // The errno is always there, since both calls report one.
        Err(error) => {
            plan.failure = Some((error.syscall, error.source.raw_os_error().unwrap_or(0)));
        }
    }
    exit_now(0)
}

/// The code of the process that becomes the zombie.
extern "C" fn die(plan: *mut c_void) -> libc::c_int {
    // SAFETY: `plan` is the Plan of `clone_and_await` or a copy of it. The thread of the Plan is
    // suspended meanwhile.
    let plan = unsafe { &*plan.cast::<Plan>() };
    match plan.death {
        Death::Exit(code) => exit_now(code.into()),
        Death::Signal(signal) => die_of(signal),
    }
}

fn exit_now(code: libc::c_int) -> ! {
    // SAFETY: _exit runs no handlers and no destructors, so a vfork child may call it.
    unsafe { libc::_exit(code) }
}

fn die_of(signal: libc::c_int) -> ! {
    if dumps_core(signal) {
        // PR_SET_DUMPABLE prevents a core file and a core helper. RLIMIT_CORE would not: the kernel
        // ignores the value 0 for a piped core_pattern. It respects the value 1, but under a hard
        // limit of 0 a process cannot set 1. The attribute belongs to the memory map, and such a
        // child has its own copy of the map.
        // SAFETY: the call takes two integers.
        unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0) };
    }
    // Node has handlers and ignores some signals (SIGPIPE), so the action is reset. Without
    // CLONE_SIGHAND the child has its own copy of the table. The other signals stay blocked, so
    // their actions stay. The kernel refuses to change SIGKILL, which needs no change.
    Action::DEFAULT.set(signal);
    SignalMask::set(!(1 << (signal - 1)));
    // The child signals its own PID. raise(3) would signal the thread that the C library believes
    // to run, which is a thread of Node.
    let own = std::process::id().cast_signed();
    // SAFETY: the call takes two integers, and it signals only the calling process.
    unsafe { libc::kill(own, signal) };
    // Not reached: the signal is delivered before kill returns (kill(2), NOTES).
    exit_now(255)
}

/// Returns whether the default action of the signal writes a core file (signal(7)).
///
/// A core dump kills every process that shares the memory, Node included (until Linux 5.16,
/// kernel/exit.c and coredump.c). So a child that dies of such a signal gets a copy of the memory
/// map. Its cost grows with the heap.
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

/// The stack for the few small frames of `launch` or `die`.
#[repr(C, align(16))]
struct Stack([std::mem::MaybeUninit<u8>; Stack::SIZE]);

impl Stack {
    const SIZE: usize = 32 * 1024;

    fn new() -> Box<Self> {
        Box::new(Self([std::mem::MaybeUninit::uninit(); Self::SIZE]))
    }
}

/// Calls `clone(2)` through libc and returns an errno instead of -1. The `clone` of nix boxes the
/// closure and would free the box in the child.
///
/// # Safety
/// `entry` may do only what a vfork child may do. It must not return, and the stack must be large
/// enough for it.
unsafe fn clone(
    entry: extern "C" fn(*mut c_void) -> libc::c_int,
    stack: &mut Stack,
    flags: libc::c_int,
    plan: *mut Plan,
) -> Result<libc::pid_t, SystemError> {
    // The stack grows downwards on every architecture that Node runs on.
    let top = stack.0.as_mut_ptr_range().end;
    let with = |flags| {
        // SAFETY: `top` is the 16-byte aligned end of memory that no other code uses. The caller
        // promises the rest.
        match unsafe { libc::clone(entry, top.cast(), flags, plan.cast()) } {
            -1 => Err(SystemError::last("clone")),
            pid => Ok(pid),
        }
    };
    match with(flags) {
        // qemu's emulation of a processor takes the other two flags for vfork(2), and refuses this
        // one beside them (linux-user/syscall.c, `do_fork`).
        Err(error) if error.source.raw_os_error() == Some(libc::EINVAL) => {
            with(flags & !libc::CLONE_FILES)
        }
        result => result,
    }
}

#[cfg(test)]
mod tests;
