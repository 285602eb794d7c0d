//! One pass: decides which zombies to take and by which calls.

use std::io;
use std::iter;

use crate::claims::{self, Claims, doubts, sessions};
use crate::make_zombie::made;
use crate::proc::children;
use crate::proc::namespace;
use crate::proc::process_table::{self, Name};
use crate::system_error::SystemError;
use crate::wait::{self, Reaped, Scope};

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
pub enum Error<E> {
    /// The runtime could not be asked. No zombie was taken.
    Claims(E),
    /// A claimed zombie stands first, and no /proc shows the children behind it.
    Blocked { by: libc::pid_t, proc: io::Error },
    /// A system call failed. A seccomp filter refused a wait call, which nothing else can do. Or a
    /// claimed zombie stands first, and no file was left to open the list of children.
    System(SystemError),
}

impl<E> From<SystemError> for Error<E> {
    fn from(error: SystemError) -> Self {
        Self::System(error)
    }
}

/// Takes every zombie of the calling thread that no code waits for, as far as that can be known.
///
/// `claimed` returns the zombies that the runtime waits for. The function calls it after it has
/// seen the zombies, because some runtimes can say this only of zombies that are already there.
/// [`claims::free`] says which of the other zombies a thread of this process may be waiting for.
///
/// Costs one system call per zombie, `waitpid(-1)`, when no child lives and no code waits for any.
/// Otherwise the function lists the children once and waits for each zombie by PID. `waitpid(-1)`
/// steps over every living child each time, and it cannot see behind a claimed zombie. The cost of
/// a wait by PID does not grow with the number of living children.
///
/// # Errors
/// [`Error::Claims`], [`Error::Blocked`] and a refused opening only when nothing was taken. So the
/// record of a taken zombie is never lost.
pub fn reap<E>(
    mut claimed: impl FnMut() -> Result<Vec<libc::pid_t>, E>,
    exclude: &[libc::pid_t],
    limits: Limits,
) -> Result<Vec<Record>, Error<E>> {
    let limits = limits.checked();
    // A name must be read before the wait, so the PID must be known before the wait, too.
    let needs_pids = limits.names || !exclude.is_empty();
    let mut children = Ok(None);
    // While no child lives, every child is a zombie that is seen. The children that come later were
    // started later, or they are orphans. No thread waits for them already.
    if !needs_pids && !wait::is_any_alive() {
        children = children::few();
        if matches!(children, Ok(None))
            && claimed().map_err(Error::Claims)?.is_empty()
            && !claims::may_a_thread_take_any()
        {
            let taken = collect(all(Scope::Thread).take(limits.max))?;
            doubts::clear();
            if taken.len() == limits.max {
                return Ok(forgotten(taken));
            }
            made::clear();
            return Ok(taken);
        }
    }
    let children = match children {
        Ok(Some(few)) => Ok(few),
        _ => children::list(),
    };
    match children {
        Ok(children) => reap_listed(&children, claimed, exclude, limits),
        Err(proc) => reap_from_the_head(proc, claimed, exclude, limits),
    }
    .map(forgotten)
}

fn reap_listed<E>(
    children: &[libc::pid_t],
    mut claimed: impl FnMut() -> Result<Vec<libc::pid_t>, E>,
    exclude: &[libc::pid_t],
    limits: Limits,
) -> Result<Vec<Record>, Error<E>> {
    let mut zombies = zombies_of(children)?;
    let claims = Claims::new(claimed().map_err(Error::Claims)?, exclude);
    zombies.retain(|pid| !claims.contains(*pid));
    let free = claims::free(zombies).into_iter();
    let records = free.filter_map(|pid| take(pid, Scope::Thread, limits.names).transpose());
    Ok(collect(records.take(limits.max))?)
}

/// Takes zombies from the head of the kernel's list, when no file shows the list. Stops at a zombie
/// that must stay, because nothing can be seen behind that zombie.
fn reap_from_the_head<E>(
    proc: io::Error,
    mut claimed: impl FnMut() -> Result<Vec<libc::pid_t>, E>,
    exclude: &[libc::pid_t],
    limits: Limits,
) -> Result<Vec<Record>, Error<E>> {
    let mut proc = Some(proc);
    let mut before = None;
    let mut next = || {
        loop {
            let Some(first) = wait::peek(Scope::Thread)? else {
                return Ok(None);
            };
            // The kernel shows it, and does not let it be taken.
            if before.replace(first.pid) == Some(first.pid) {
                return Ok(None);
            }
            let claims = Claims::new(claimed().map_err(Error::Claims)?, exclude);
            if claims.contains(first.pid) {
                return proc
                    .take()
                    .map_or(Ok(None), |proc| Err(blocked(first.pid, proc)));
            }
            if first.is_zombie && claims::free(vec![first.pid]).is_empty() {
                return Ok(None);
            }
            if let Some(record) = take(first.pid, Scope::Thread, limits.names)? {
                return Ok(Some(record));
            }
        }
    };
    collect(iter::from_fn(|| next().transpose()).take(limits.max))
}

fn blocked<E>(by: libc::pid_t, proc: io::Error) -> Error<E> {
    match proc.kind() {
        io::ErrorKind::NotFound => Error::Blocked { by, proc },
        _ => SystemError::new("open", proc).into(),
    }
}

/// Collects what a pass takes. An error ends the pass. The function returns that error only when
/// nothing was taken: otherwise the statuses that the kernel has handed over would be lost. The
/// next pass meets the same error, if it lasts.
fn collect<T>(records: impl Iterator<Item = Result<Record, T>>) -> Result<Vec<Record>, T> {
    let mut taken = Vec::new();
    for record in records {
        match record {
            Ok(record) => taken.push(record),
            Err(error) if taken.is_empty() => return Err(error),
            Err(_) => break,
        }
    }
    Ok(taken)
}

/// Returns those of the children that are zombies of the calling thread.
fn zombies_of(children: &[libc::pid_t]) -> Result<Vec<libc::pid_t>, SystemError> {
    let mut zombies = Vec::new();
    for &pid in children {
        if wait::peek_at(pid, Scope::Thread)?.is_some_and(|found| found.is_zombie) {
            zombies.push(pid);
        }
    }
    Ok(zombies)
}

/// The result of [`unclaimed`].
#[derive(Debug, Default)]
pub struct Sighting {
    /// The zombies that neither the runtime nor the caller claims.
    pub pids: Vec<libc::pid_t>,
    /// Those of the zombies that are orphans for certain. No thread of this process has started
    /// them.
    pub orphans: Vec<libc::pid_t>,
    /// The reason why there may be more zombies. The list of children could not be read, so only
    /// the first waitable child was seen.
    pub blind: Option<io::Error>,
}

/// Finds the zombies of the calling thread that the runtime does not claim, and leaves them
/// unreaped. See [`reap`] for `claimed`.
///
/// Costs one system call per child, and two per zombie.
///
/// # Errors
/// When the kernel refuses a wait call, or the runtime cannot be asked.
pub fn unclaimed<E>(
    claimed: impl FnOnce() -> Result<Vec<libc::pid_t>, E>,
    exclude: &[libc::pid_t],
) -> Result<Sighting, Error<E>> {
    let mut found = Sighting::default();
    match children::list() {
        Ok(children) => found.pids = zombies_of(&children)?,
        Err(error) => {
            let first = wait::peek(Scope::Thread)?.filter(|found| found.is_zombie);
            found.pids.extend(first.map(|found| found.pid));
            found.blind = Some(error);
        }
    }
    let claims = Claims::new(claimed().map_err(Error::Claims)?, exclude);
    found.pids.retain(|pid| !claims.contains(*pid));
    let pids = found.pids.iter().copied();
    found.orphans = pids.filter(|pid| sessions::prove_orphan(*pid)).collect();
    Ok(found)
}

/// Takes those of `pids` that are zombies of the calling thread, and that the runtime does not
/// claim. See [`reap`] for `claimed`.
///
/// # Errors
/// When the kernel refuses a wait call, or the runtime cannot be asked.
pub fn take_each<E>(
    pids: &[libc::pid_t],
    claimed: impl FnOnce() -> Result<Vec<libc::pid_t>, E>,
    names: bool,
) -> Result<Vec<Record>, Error<E>> {
    let names = names && namespace::check().is_ok();
    let zombies = zombies_of(pids)?;
    let claims = Claims::new(claimed().map_err(Error::Claims)?, &[]);
    let free = zombies.into_iter().filter(|pid| !claims.contains(*pid));
    let records = free.filter_map(|pid| take(pid, Scope::Thread, names).transpose());
    Ok(forgotten(collect(records)?))
}

/// Takes every zombie of the process, even those that others wait for. Calls
/// `waitpid(-1, WNOHANG|__WALL)` until no zombie is left.
///
/// # Errors
/// When the kernel refuses a wait call.
pub fn steal(limits: Limits) -> Result<Vec<Record>, SystemError> {
    let limits = limits.checked();
    let taken = if limits.names {
        collect(all_with_names(Scope::Process).take(limits.max))
    } else {
        collect(all(Scope::Process).take(limits.max))
    };
    taken.map(forgotten)
}

/// Takes each zombie from the head of the kernel's list.
fn all(scope: Scope) -> impl Iterator<Item = Result<Record, SystemError>> {
    iter::from_fn(move || wait::take_any(scope).transpose())
        .map(|taken| taken.map(|reaped| (reaped, None)))
}

/// Takes each zombie from the head of the kernel's list, with its name.
fn all_with_names(scope: Scope) -> impl Iterator<Item = Result<Record, SystemError>> {
    let mut before = None;
    // A child that goes on after a trace stop is no zombie.
    iter::from_fn(move || {
        let first = match wait::peek(scope).transpose()? {
            // The kernel shows it, and does not let it be taken.
            Ok(first) if before.replace(first.pid) == Some(first.pid) => return None,
            first => first,
        };
        Some(first.and_then(|first| take(first.pid, scope, true)))
    })
    .filter_map(Result::transpose)
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

/// Forgets that some of the processes were in doubt, and that this package has made some of them.
fn forgotten(taken: Vec<Record>) -> Vec<Record> {
    let pids = || taken.iter().map(|(reaped, _)| reaped.pid);
    doubts::forget(pids());
    made::forget(pids());
    taken
}

#[cfg(test)]
mod tests;
