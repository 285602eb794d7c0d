use napi::bindgen_prelude::Int32Array;
use napi::{Env, Result};
use napi_derive::napi;
use reaper_core::{Limits, NAME_LEN, Protected, ReapError, Record};

use crate::errors::{throw_blocked, throw_system_error};
use crate::libuv;

/// Whether a wait call of this thread would report anything, or fail. One system call, nothing
/// allocated. Takes no `Env`: napi-rs calls a function without arguments at half the cost.
#[napi]
#[must_use]
pub fn peek() -> bool {
    reaper_core::is_any_waitable()
}

/// Takes the zombies of this thread that libuv does not own and `exclude` does not name.
///
/// Returns two integers for each, PID and wait status; with `names` six, the last four being the
/// 16 bytes of its name. One array, since an object for each through N-API costs more than the
/// reaping itself.
#[napi]
pub fn reap(env: Env, max: u32, names: bool, exclude: Option<Int32Array>) -> Result<Int32Array> {
    let mut pids = libuv::owned_pids(env)?;
    if let Some(exclude) = exclude {
        pids.extend_from_slice(&exclude);
    }
    match reaper_core::reap(&Protected::new(pids), limits(max, names)) {
        Ok(taken) => Ok(flatten(&taken, names)),
        Err(ReapError::System(error)) => throw_system_error(env, &error),
        Err(ReapError::Blocked { by, proc }) => throw_blocked(env, by, &proc),
    }
}

/// Takes every zombie of the process, whoever waits for it. Returns what `reap` does.
#[napi]
pub fn steal(env: Env, max: u32, names: bool) -> Result<Int32Array> {
    match reaper_core::steal(limits(max, names)) {
        Ok(taken) => Ok(flatten(&taken, names)),
        Err(error) => throw_system_error(env, &error),
    }
}

fn limits(max: u32, names: bool) -> Limits {
    // u32::MAX is "all there are" on the JavaScript side, and more than the kernel's PIDs anyway.
    Limits {
        max: max as usize,
        names,
    }
}

fn flatten(taken: &[Record], names: bool) -> Int32Array {
    let mut flat = Vec::with_capacity(taken.len() * if names { 2 + NAME_LEN / 4 } else { 2 });
    for (reaped, name) in taken {
        flat.extend([reaped.pid, reaped.status]);
        if names {
            let (words, _) = name.as_ref().unwrap_or(&[0; NAME_LEN]).as_chunks::<4>();
            flat.extend(words.iter().map(|word| i32::from_ne_bytes(*word)));
        }
    }
    Int32Array::new(flat)
}
