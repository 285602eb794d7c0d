//! Errors as Node's own: `code`, `errno` (negative, as libuv has it) and `syscall`.

use std::io;

use napi::bindgen_prelude::JsValue;
use napi::{Env, Error, Result, Status};
use nix::errno::Errno;
use reaper_core::SystemError;

/// Throws what a system call refused: "EAGAIN: Try again, clone. What to do next."
pub fn throw_system_error<T>(env: Env, error: &SystemError) -> Result<T> {
    let syscall = error.syscall;
    let errno = Errno::from_raw(error.source.raw_os_error().unwrap_or(0));
    let advice = advice(syscall, errno);
    let message = format!("{errno:?}: {}, {syscall}{advice}", errno.desc());
    let mut thrown = env.create_error(Error::new(Status::GenericFailure, message))?;
    thrown.set("code", format!("{errno:?}"))?;
    thrown.set("errno", -(errno as i32))?;
    thrown.set("syscall", syscall)?;
    Err(Error::from(thrown.to_unknown()))
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
            ". No more files can be opened, so the list of children could not be read to see behind \
             a zombie that somebody waits for. Call again when files have been closed, or raise \
             RLIMIT_NOFILE"
        }
        ("prctl" | "clone" | "waitid" | "wait4", Errno::EPERM | Errno::EACCES | Errno::ENOSYS) => {
            ". A seccomp filter of this environment refuses the call (as AWS Lambda does for \
             prctl): it has to be allowed there"
        }
        _ => "",
    }
}

/// An error with one of our own codes.
fn own_error<T>(env: Env, code: &str, message: &str) -> Result<T> {
    let mut thrown = env.create_error(Error::new(Status::GenericFailure, message))?;
    thrown.set("code", code)?;
    Err(Error::from(thrown.to_unknown()))
}

/// Throws that a zombie which is not ours hides what may be behind it.
pub fn throw_blocked<T>(env: Env, by: libc::pid_t, proc: &io::Error) -> Result<T> {
    let message = format!(
        "Cannot see behind process {by}, a zombie that somebody waits for, because the list of \
         children cannot be read ({proc}). Mount /proc for this PID namespace (unshare \
         --mount-proc), or call again when that process has been waited for"
    );
    own_error(env, "ERR_ZOMBIE_REAPER_NO_PROC", &message)
}

/// Throws that the processes cannot be listed.
pub fn throw_no_proc<T>(env: Env, proc: &io::Error) -> Result<T> {
    let message = format!(
        "The processes cannot be listed ({proc}). Mount /proc for this PID namespace (unshare \
         --mount-proc)"
    );
    own_error(env, "ERR_ZOMBIE_REAPER_NO_PROC", &message)
}

/// Throws that this runtime cannot be asked what it waits for.
pub fn throw_no_libuv<T>(env: Env) -> Result<T> {
    own_error(
        env,
        "ERR_ZOMBIE_REAPER_UNSUPPORTED_RUNTIME",
        "This runtime does not export libuv's functions (uv_walk and others), so it cannot be \
         asked which children it waits for. Use Node.js, or reap({ steal: true }) if nothing \
         waits for a child",
    )
}
