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
            ". No more processes can be started: a pids cgroup, RLIMIT_NPROC or kernel.pid_max is \
             at its limit. Reap what is dead or raise that limit"
        }
        ("clone", Errno::ENOMEM) => ". The new process could not be given its memory",
        ("waitid", Errno::ECHILD) => {
            ". The kernel kept no zombie: SIGCHLD is ignored in this process, or another thread \
             waits for every child"
        }
        ("open", Errno::EMFILE | Errno::ENFILE) => {
            ". No more files can be opened, so the processes could not be listed. Call again when files have been closed, or raise \
             RLIMIT_NOFILE"
        }
        ("prctl" | "clone" | "waitid" | "wait4", Errno::EPERM | Errno::EACCES | Errno::ENOSYS) => {
            ". A seccomp filter of this environment refuses the call (as AWS Lambda does for \
             prctl): it has to be allowed there"
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
        "Cannot see behind process {by}, a zombie that somebody waits for, because the list of \
         children cannot be read ({proc}). {MOUNT_PROC}, or call again when that process has been \
         waited for"
    );
    throw_own_error(env, NO_PROC, &message)
}

/// Throws that the processes cannot be listed.
pub fn throw_no_proc<T>(env: Env, proc: &io::Error) -> Result<T> {
    if is_out_of_files(proc) {
        let source = io::Error::from(errno_of(proc));
        return throw_system_error(env, &SystemError::new("open", source));
    }
    let message = format!("The processes cannot be listed ({proc}). {MOUNT_PROC}");
    throw_own_error(env, NO_PROC, &message)
}

/// Creates an error which says that the children cannot be listed, so only the first zombie is
/// visible.
pub fn blindness<'env>(env: &'env Env, proc: &io::Error) -> Result<Object<'env>> {
    let problem = format!(
        "The list of children cannot be read ({proc}), so zombies are reaped one at a time, and \
         none behind one that somebody waits for"
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
        "This runtime does not export libuv's functions (uv_walk and others), so it cannot be \
         asked which children it waits for. Use Node.js, or reap({ steal: true }) if nothing \
         waits for a child",
    )
}
