//! One pass: which zombies are taken, and in which way.

use std::io;

use crate::proc::children;
use crate::proc::namespace;
use crate::proc::process_table::{self, Name};
use crate::system_error::SystemError;
use crate::wait::{self, Reaped, Scope};

/// PIDs that a pass leaves alone, because somebody waits for them.
#[derive(Debug, Default)]
pub struct Protected(Vec<libc::pid_t>);

impl Protected {
    #[must_use]
    pub fn new(mut pids: Vec<libc::pid_t>) -> Self {
        pids.sort_unstable();
        Self(pids)
    }

    fn contains(&self, pid: libc::pid_t) -> bool {
        self.0.binary_search(&pid).is_ok()
    }
}

/// The most zombies that one pass takes. Without a bound a pass need not end while children die faster
/// than they are reaped. As many as the kernel's default `kernel.pid_max` has PIDs.
pub const MOST: usize = 32_768;

/// How much one pass takes, and what it tells.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Maximum number of zombies to take, never more than [`MOST`].
    pub max: usize,
    /// Whether to read each one's name, where there is a /proc to read it from. Costs several more
    /// system calls a zombie.
    pub names: bool,
}

impl Limits {
    fn checked(self) -> Self {
        Self {
            max: self.max.min(MOST),
            names: self.names && namespace::check().is_ok(),
        }
    }
}

/// What a pass took: a process, and its name where that was asked for and could be read.
pub type Record = (Reaped, Option<Name>);

#[derive(Debug)]
pub enum Error {
    /// A protected zombie stands first, and there is no /proc that would show what is behind it.
    Blocked { by: libc::pid_t, proc: io::Error },
    /// The kernel refused a wait call (a seccomp filter, since nothing else can), or the opening of
    /// the list of children (no more files) when a protected zombie stands first.
    System(SystemError),
}

impl From<SystemError> for Error {
    fn from(error: SystemError) -> Self {
        Self::System(error)
    }
}

/// Takes every zombie of the calling thread that is not protected.
///
/// One system call a zombie. With nothing protected that is `waitpid(-1)`, the cheapest there is
/// while few children live. It steps over every living child each time though, and cannot see
/// behind a zombie that it must not touch: so with something protected the children are listed
/// once and waited for by PID, at a cost that does not grow with the number of the living.
///
/// # Errors
/// [`Error::Blocked`] and a refused opening only when nothing was taken: what has been taken is
/// never lost.
pub fn reap(protected: &Protected, limits: Limits) -> Result<Vec<Record>, Error> {
    let limits = limits.checked();
    let mut taken = Vec::new();
    // A name must be read before the wait, so the PID must be known before it too.
    if protected.0.is_empty() && !limits.names {
        take_all(Scope::Thread, limits, &mut taken)?;
        return Ok(taken);
    }
    let pids = match children::list() {
        Ok(pids) => pids,
        Err(proc) => {
            let blocked = take_from_the_head(protected, Scope::Thread, limits, &mut taken)?;
            return match blocked {
                Some(by) if taken.is_empty() && proc.kind() == io::ErrorKind::NotFound => {
                    Err(Error::Blocked { by, proc })
                }
                Some(_) if taken.is_empty() => Err(SystemError::new("open", proc).into()),
                _ => Ok(taken),
            };
        }
    };
    for pid in pids {
        if taken.len() == limits.max {
            break;
        }
        if !protected.contains(pid) {
            taken.extend(take(pid, Scope::Thread, limits.names)?);
        }
    }
    Ok(taken)
}

/// What a look has found.
#[derive(Debug, Default)]
pub struct Sighting {
    /// The zombies that [`reap`] would take.
    pub pids: Vec<libc::pid_t>,
    /// Why there may be more: the list of children could not be read, so only the first waitable child
    /// was seen.
    pub blind: Option<io::Error>,
}

/// Finds the zombies that [`reap`] would take, and leaves them where they are.
///
/// Costs one system call a child.
///
/// # Errors
/// When the kernel refuses a wait call.
pub fn unclaimed(protected: &Protected) -> Result<Sighting, SystemError> {
    let listed = match children::list() {
        Ok(listed) => listed,
        Err(error) => {
            let first = wait::peek(Scope::Thread)?;
            let first = first.filter(|found| found.is_zombie && !protected.contains(found.pid));
            return Ok(Sighting {
                pids: first.map(|found| found.pid).into_iter().collect(),
                blind: Some(error),
            });
        }
    };
    let mut found = Sighting::default();
    for pid in listed {
        if !protected.contains(pid)
            && wait::peek_at(pid, Scope::Thread)?.is_some_and(|found| found.is_zombie)
        {
            found.pids.push(pid);
        }
    }
    Ok(found)
}

/// Takes those of `pids` that are zombies of the calling thread and not protected.
///
/// # Errors
/// When the kernel refuses a wait call.
pub fn take_each(
    pids: &[libc::pid_t],
    protected: &Protected,
    names: bool,
) -> Result<Vec<Record>, SystemError> {
    let names = names && namespace::check().is_ok();
    let mut taken = Vec::new();
    for pid in pids {
        if !protected.contains(*pid) {
            taken.extend(take(*pid, Scope::Thread, names)?);
        }
    }
    Ok(taken)
}

/// Takes every zombie of the process, somebody's or nobody's (`waitpid(-1, WNOHANG|__WALL)` until
/// empty).
///
/// # Errors
/// When the kernel refuses a wait call.
pub fn steal(limits: Limits) -> Result<Vec<Record>, SystemError> {
    let limits = limits.checked();
    let mut taken = Vec::new();
    if limits.names {
        take_from_the_head(&Protected::default(), Scope::Process, limits, &mut taken)?;
    } else {
        take_all(Scope::Process, limits, &mut taken)?;
    }
    Ok(taken)
}

fn take_all(scope: Scope, limits: Limits, taken: &mut Vec<Record>) -> Result<(), SystemError> {
    while taken.len() < limits.max {
        let Some(reaped) = wait::take_any(scope)? else {
            break;
        };
        taken.push((reaped, None));
    }
    Ok(())
}

/// Takes what stands first in the kernel's list, and returns the PID of the protected zombie that
/// it met there, behind which nothing can be seen.
fn take_from_the_head(
    protected: &Protected,
    scope: Scope,
    limits: Limits,
    taken: &mut Vec<Record>,
) -> Result<Option<libc::pid_t>, SystemError> {
    while taken.len() < limits.max {
        let Some(first) = wait::peek(scope)? else {
            break;
        };
        if protected.contains(first.pid) {
            return Ok(Some(first.pid));
        }
        taken.extend(take(first.pid, scope, limits.names)?);
    }
    Ok(None)
}

fn take(pid: libc::pid_t, scope: Scope, names: bool) -> Result<Option<Record>, SystemError> {
    let mut name = None;
    if names {
        // The living are not asked for their name.
        let Some(found) = wait::peek_at(pid, scope)? else {
            return Ok(None);
        };
        if found.is_zombie {
            name = process_table::name(pid);
        }
    }
    Ok(wait::take_pid(pid, scope)?.map(|reaped| (reaped, name)))
}

#[cfg(test)]
mod tests;
