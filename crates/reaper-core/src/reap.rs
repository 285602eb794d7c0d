//! One pass: decides which zombies to take and by which calls.

use std::io;

use crate::proc::children;
use crate::proc::namespace;
use crate::proc::process_table::{self, Name};
use crate::system_error::SystemError;
use crate::wait::{self, Reaped, Scope};

/// PIDs that a pass leaves alone because other code waits for them.
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

/// Maximum number of zombies that one pass takes. Without a maximum a pass may never end, since
/// children may die faster than they are reaped. The number is that of the PIDs under the kernel's
/// default `kernel.pid_max`.
pub const MOST: usize = 32_768;

/// How many zombies one pass takes, and whether it returns their names.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Maximum number of zombies to take, never more than [`MOST`].
    pub max: usize,
    /// Whether to read the name of each zombie. Needs a /proc of this PID namespace. Costs several
    /// more system calls per zombie.
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

/// A reaped process, with its name if the caller asked for names and the name could be read.
pub type Record = (Reaped, Option<Name>);

#[derive(Debug)]
pub enum Error {
    /// A protected zombie stands first, and no /proc shows the children behind it.
    Blocked { by: libc::pid_t, proc: io::Error },
    /// A system call failed. A seccomp filter refused a wait call, which nothing else can do. Or a
    /// protected zombie stands first, and no file was left to open the list of children.
    System(SystemError),
}

impl From<SystemError> for Error {
    fn from(error: SystemError) -> Self {
        Self::System(error)
    }
}

/// Takes every zombie of the calling thread that is not protected.
///
/// Costs one system call per zombie. With no protected PIDs that call is `waitpid(-1)`, the
/// cheapest one while few children live. But `waitpid(-1)` steps over every living child each time,
/// and it cannot see behind a protected zombie. So with protected PIDs the function lists the
/// children once and waits for each by PID. The cost of such a wait does not grow with the number
/// of living children.
///
/// # Errors
/// [`Error::Blocked`] and a refused opening only when nothing was taken. So the record of a taken
/// zombie is never lost.
pub fn reap(protected: &Protected, limits: Limits) -> Result<Vec<Record>, Error> {
    let limits = limits.checked();
    let mut taken = Vec::new();
    // A name must be read before the wait, so the PID must be known before the wait, too.
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

/// The result of [`unclaimed`].
#[derive(Debug, Default)]
pub struct Sighting {
    /// The zombies that [`reap`] would take.
    pub pids: Vec<libc::pid_t>,
    /// The reason why there may be more zombies. The list of children could not be read, so only
    /// the first waitable child was seen.
    pub blind: Option<io::Error>,
}

/// Finds the zombies that [`reap`] would take, and leaves them unreaped.
///
/// Costs one system call per child.
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

/// Takes every zombie of the process, even those that others wait for. Calls
/// `waitpid(-1, WNOHANG|__WALL)` until no zombie is left.
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

/// Takes zombies from the head of the kernel's list. Returns the PID of the protected zombie where
/// the function stopped. Nothing can be seen behind that zombie.
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
        // The name of a living child is not read.
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
