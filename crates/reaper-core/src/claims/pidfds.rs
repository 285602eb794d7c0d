//! The children that this process holds a pidfd for.
//!
//! Bun and Deno open a pidfd for each child, and close it when they have waited for the child. So a
//! child with a pidfd is claimed by the runtime.
//!
//! The kernel itself says which descriptor is a pidfd of a child (`P_PIDFD` of waitid(2)). That
//! needs no free descriptor, and costs one system call for each number up to the highest. Listing
//! /proc/self/fd costs five times as much, because the kernel makes an entry for each socket.

use std::fs::{self, File};
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::fs::FileExt;
use std::sync::{Mutex, PoisonError};

use crate::pidfd;
use crate::proc::kept::{self, Kept};
use crate::proc::namespace;
use crate::proc::text::{numbers, split};
use crate::system_error::SystemError;
use crate::wait::{self, Waitable};

#[derive(Debug)]
pub enum Error {
    /// /proc does not show the descriptors of this process.
    NoProc(io::Error),
    /// The kernel refused a system call.
    System(SystemError),
}

impl From<SystemError> for Error {
    fn from(error: SystemError) -> Self {
        Self::System(error)
    }
}

/// Returns the zombies of the calling thread for which this process holds a pidfd.
///
/// # Errors
/// When the kernel refuses the question, or when /proc is missing.
pub fn zombies() -> Result<Vec<libc::pid_t>, Error> {
    let held = held()?;
    let zombies = held.iter().filter_map(|(_, found)| *found);
    Ok(zombies
        .filter(|found| found.is_zombie)
        .map(|found| found.pid)
        .collect())
}

/// Returns the children of the calling thread, living and dead, for which this process holds a
/// pidfd. Opens one file of /proc for each living child.
///
/// # Errors
/// As [`zombies`], and when /proc shows another PID namespace.
pub fn children() -> Result<Vec<libc::pid_t>, Error> {
    let mut pids = Vec::new();
    for (number, found) in held()? {
        match found {
            Some(found) => pids.push(found.pid),
            None => pids.extend(pid_of(number).map_err(Error::NoProc)?),
        }
    }
    Ok(pids)
}

/// Returns whether a runtime that opens its pidfds with `PIDFD_NONBLOCK` (Linux 5.10) can have
/// pidfds here, and whether the kernel tells of them. A seccomp filter may refuse `pidfd_open(2)`.
///
/// # Errors
/// When too few descriptors are left to know.
pub fn are_usable() -> Result<bool, SystemError> {
    // PIDFD_NONBLOCK is O_NONBLOCK (include/uapi/linux/pidfd.h).
    let Some(own) = open_own(libc::O_NONBLOCK.cast_unsigned())? else {
        return Ok(false);
    };
    // This process is no child of its own.
    let answer = wait::peek_by_pidfd(own.as_raw_fd());
    Ok(answer.is_err_and(|error| error.source.raw_os_error() == Some(libc::ECHILD)))
}

/// Opens a pidfd of this process. None where the kernel or a filter refuses every pidfd.
fn open_own(flags: libc::c_uint) -> Result<Option<std::os::fd::OwnedFd>, SystemError> {
    match pidfd::open(std::process::id().cast_signed(), flags) {
        Ok(own) => Ok(Some(own)),
        Err(error) if is_shortage(&error) => Err(SystemError::new("pidfd_open", error)),
        Err(_) => Ok(None),
    }
}

fn is_shortage(error: &io::Error) -> bool {
    matches!(
        error.raw_os_error(),
        Some(libc::EMFILE | libc::ENFILE | libc::ENOMEM)
    )
}

/// Returns the number of each pidfd of a child of the calling thread, with the child if it is
/// waitable.
fn held() -> Result<Vec<(RawFd, Option<Waitable>)>, Error> {
    let mut held = Vec::new();
    for number in 0..table_size().map_err(Error::NoProc)? {
        let number = number.cast_signed();
        match wait::peek_by_pidfd(number) {
            Ok(found) => held.push((number, found)),
            Err(error) => match error.source.raw_os_error() {
                Some(libc::EBADF | libc::ECHILD) => {}
                // A kernel without P_PIDFD. If it has no pidfds either, none is held.
                Some(libc::EINVAL) if open_own(0)?.is_none() => return Ok(Vec::new()),
                _ => return Err(error.into()),
            },
        }
    }
    Ok(held)
}

/// Opens the file with the size of the table now, for the time when no descriptor is left. Ignores a
/// failure, because the first question reports it.
pub fn keep_open() {
    let _ = table_size();
}

/// Returns a number above that of every descriptor of this process.
fn table_size() -> io::Result<u32> {
    static STATUS: Mutex<Option<Kept>> = Mutex::new(None);
    let mut kept = STATUS.lock().unwrap_or_else(PoisonError::into_inner);
    let status = match kept::get_or_open(&mut kept, || File::open("/proc/self/status")) {
        Ok(status) => status,
        // The process has every descriptor that its limit allows.
        Err(error) if error.raw_os_error() == Some(libc::EMFILE) => return Ok(soft_limit()),
        Err(error) => return Err(error),
    };
    // The size stands in one of the first lines.
    let mut start = [0; 1024];
    let length = status.read_at(&mut start, 0)?;
    size_in(&start[..length])
        .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "/proc shows no FDSize"))
}

/// Reads the size of the table from /proc/self/status (`FDSize`, proc_pid_status(5)).
pub(crate) fn size_in(status: &[u8]) -> Option<u32> {
    let line = split(status, b'\n').find_map(|line| line.strip_prefix(b"FDSize:"))?;
    numbers(line).next()?.try_into().ok()
}

/// Returns RLIMIT_NOFILE, the number that the next descriptor may not have.
fn soft_limit() -> u32 {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the kernel writes one rlimit through the pointer, which outlives the call.
    unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) };
    // The kernel allows no table as large as i32::MAX (fs/file.c, sysctl_nr_open_max).
    u32::try_from(limit.rlim_cur)
        .unwrap_or(u32::MAX)
        .min(i32::MAX.cast_unsigned())
}

/// Returns the PID of a pidfd's process. None when another thread has closed the pidfd, which means
/// that the process has been waited for.
fn pid_of(pidfd: RawFd) -> io::Result<Option<libc::pid_t>> {
    // The number in the file is that of the PID namespace of /proc (kernel/pidfs, pidfd_show_fdinfo).
    namespace::check()?;
    match fs::read(format!("/proc/self/fdinfo/{pidfd}")) {
        Ok(text) => Ok(pid_in(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads the PID of the process from the text of fdinfo. The PID is -1 when the process has been
/// waited for, and 0 when it is in another PID namespace.
pub(crate) fn pid_in(fdinfo: &[u8]) -> Option<libc::pid_t> {
    let line = split(fdinfo, b'\n').find_map(|line| line.strip_prefix(b"Pid:\t"))?;
    let pid = std::str::from_utf8(line).ok()?.parse().ok()?;
    (pid > 0).then_some(pid)
}

#[cfg(test)]
mod tests;
