use napi::{Env, Result};
use napi_derive::napi;
use reaper_core::clock;

use crate::libuv;

/// When the machine was started, in ms since the epoch.
#[napi]
#[must_use]
pub fn boot_time() -> f64 {
    clock::boot_time().as_secs_f64() * 1000.0
}

/// A time in ms that only goes forward. The application cannot fake it, as it may
/// `performance.now()`.
#[napi]
#[must_use]
pub fn now() -> f64 {
    clock::monotonic().as_secs_f64() * 1000.0
}

/// The time on the same clock when the event loop last came back from waiting for events. It has
/// handled what was ready then before it runs an immediate.
#[napi]
pub fn turn_time(env: &Env) -> Result<f64> {
    // Exact: far below 2^53.
    libuv::turn_time(*env).map(|ms| ms as f64)
}
