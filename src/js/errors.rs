//! Errors in the form of Node's own: `code`, `errno` (negative, as in libuv) and `syscall`.

use std::io;

use napi::bindgen_prelude::{JsValue, Object};
use napi::{Env, Error, Result, Status};
use nix::errno::Errno;
use reaper_core::SystemError;

/// Throws the error of a system call: "EAGAIN: Try again, clone. What to do next."
pub fn throw_system_error<T>(env: Env, error: &SystemError) -> Result<T> {
    let errno = errno_of(&error.source);
    let syscall = error.syscall;
    let advice = advice(syscall, errno);
    let message = format!("{errno:?}: {}, {syscall}{advice}", errno.desc());
    let thrown = system_error(&env, syscall, errno, &message)?;
    Err(Error::from(thrown.to_unknown()))
}

fn system_error<'env>(
    env: &'env Env,
    syscall: &str,
    errno: Errno,
    message: &str,
) -> Result<Object<'env>> {
    let mut error = env.create_error(Error::new(Status::GenericFailure, message))?;
    error.set("code", format!("{errno:?}"))?;
    error.set("errno", -(errno as i32))?;
    error.set("syscall", syscall)?;
    Ok(error)
}

fn errno_of(error: &io::Error) -> Errno {
    Errno::from_raw(error.raw_os_error().unwrap_or(0))
}

fn advice(syscall: &str, errno: Errno) -> &'static str {
    match (syscall, errno) {
        ("clone", Errno::EAGAIN) => {
            ". No more processes can start: a pids cgroup, RLIMIT_NPROC or kernel.pid_max is at \
             its limit. Reap zombies, or raise the limit that pidUsage() names"
        }
        ("clone", Errno::ENOMEM) => {
            ". The kernel has no memory for the new process. Free memory, or raise the memory \
             limit of the container"
        }
        ("waitid", Errno::ECHILD) => {
            ". The kernel kept no zombie: this process ignores SIGCHLD, or another thread waits \
             for every child. Look for a native addon that does this"
        }
        ("open" | "pidfd_open", Errno::EMFILE | Errno::ENFILE) => {
            ". No more files can be opened, so the processes cannot be listed. Close files and \
             call again, or raise RLIMIT_NOFILE (ulimit -n)"
        }
        ("prctl" | "clone" | "waitid" | "wait4", Errno::EPERM | Errno::EACCES | Errno::ENOSYS) => {
            ". A seccomp filter of this environment refuses the call, as AWS Lambda does for \
             prctl. Allow the system call in the filter"
        }
        ("prctl", Errno::EINVAL) => {
            ". The kernel has no subreapers, as gVisor before July 2023. Run Node as PID 1, or \
             call startReaper({ subreaper: false })"
        }
        _ => "",
    }
}

const NO_PROC: &str = "ERR_ZOMBIE_REAPER_NO_PROC";
const MOUNT_PROC: &str =
    "Mount /proc for this PID namespace (unshare --mount-proc, nsenter --mount)";

/// Creates an error with a code of this package.
fn own_error<'env>(env: &'env Env, code: &str, message: &str) -> Result<Object<'env>> {
    let mut error = env.create_error(Error::new(Status::GenericFailure, message))?;
    error.set("code", code)?;
    Ok(error)
}

fn throw_own_error<T>(env: Env, code: &str, message: &str) -> Result<T> {
    let thrown = own_error(&env, code, message)?;
    Err(Error::from(thrown.to_unknown()))
}

/// Throws that another waiter's zombie hides any zombies behind it.
pub fn throw_blocked<T>(env: Env, by: libc::pid_t, proc: &io::Error) -> Result<T> {
    let message = format!(
        "The list of children cannot be read ({proc}), so process {by} hides the zombies behind \
         it. Process {by} is a zombie that libuv waits for, or that you exclude. {MOUNT_PROC}, or \
         call again after process {by} has been reaped"
    );
    throw_own_error(env, NO_PROC, &message)
}

/// Throws that the processes cannot be listed.
pub fn throw_no_proc<T>(env: Env, proc: &io::Error) -> Result<T> {
    let is_missing = matches!(
        proc.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
    );
    if !is_missing && let Some(errno) = proc.raw_os_error() {
        let source = io::Error::from_raw_os_error(errno);
        return throw_system_error(env, &SystemError::new("open", source));
    }
    let message = format!("The processes cannot be listed ({proc}). {MOUNT_PROC}");
    throw_own_error(env, NO_PROC, &message)
}

/// Creates an error which says that the children cannot be listed, so only the first zombie is
/// visible.
pub fn blindness<'env>(env: &'env Env, proc: &io::Error) -> Result<Object<'env>> {
    let problem = format!(
        "The list of children cannot be read ({proc}), so the reaper takes one zombie at a time. \
         A zombie that libuv waits for hides the zombies behind it"
    );
    if is_out_of_files(proc) {
        let message = format!("{problem}. Close files, or raise RLIMIT_NOFILE (ulimit -n)");
        return system_error(env, "open", errno_of(proc), &message);
    }
    own_error(env, NO_PROC, &format!("{problem}. {MOUNT_PROC}"))
}

fn is_out_of_files(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE))
}

/// Throws that this runtime cannot tell which children it waits for.
pub fn throw_no_libuv<T>(env: Env) -> Result<T> {
    throw_own_error(
        env,
        "ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME",
        "This runtime does not export libuv's functions (uv_walk and others), so the package \
         cannot ask libuv which children it waits for. Use Node.js, or reap({ steal: true }) if \
         nothing in this process waits for a child",
    )
}
