use napi::{Env, Result};
use napi_derive::napi;
use reaper_core::proc::zombies::{self, Waiter as KernelsWaiter, Zombie as Found};

use crate::js::errors::throw_no_proc;
use crate::js::names;

/// A zombie, and who must wait for it as far as the kernel says.
#[napi(object, object_from_js = false)]
pub struct Zombie {
    pub pid: i32,
    pub name: String,
    pub ppid: i32,
    /// Empty when the parent is not visible.
    pub parent_name: String,
    /// In clock ticks since boot.
    pub start_ticks: f64,
    pub waiter: Waiter,
}

/// See `Waiter` of reaper-core.
#[napi(string_enum = "kebab-case")]
pub enum Waiter {
    Parent,
    Outside,
    Threads,
    Tracer,
    ThisThread,
    OtherThread,
}

/// Returns every zombie that /proc shows.
#[napi(catch_unwind)]
pub fn zombies(env: Env) -> Result<Vec<Zombie>> {
    match zombies::all() {
        Ok(found) => Ok(found.iter().map(Zombie::from).collect()),
        Err(error) => throw_no_proc(env, &error),
    }
}

/// Returns those of `pids` that are zombies. `pids` comes from `listPids()`.
#[napi(catch_unwind)]
pub fn zombies_among(env: Env, pids: &[i32]) -> Result<Vec<Zombie>> {
    match zombies::among(pids) {
        Ok(found) => Ok(found.iter().map(Zombie::from).collect()),
        Err(error) => throw_no_proc(env, &error),
    }
}

impl From<&Found> for Zombie {
    fn from(found: &Found) -> Self {
        Self {
            pid: found.stat.pid,
            name: names::as_text(&found.stat.name),
            ppid: found.stat.ppid,
            parent_name: names::as_text(&found.parent_name),
            // The conversion is exact: see the process table.
            start_ticks: found.stat.start_time as f64,
            waiter: match found.waiter {
                KernelsWaiter::Parent => Waiter::Parent,
                KernelsWaiter::Outside => Waiter::Outside,
                KernelsWaiter::Threads => Waiter::Threads,
                KernelsWaiter::Tracer => Waiter::Tracer,
                KernelsWaiter::ThisThread => Waiter::ThisThread,
                KernelsWaiter::OtherThread => Waiter::OtherThread,
            },
        }
    }
}
