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

/// The time on the same clock when the last whole turn of the event loop began: since then its timers, and
/// whoever waited for events on it, had a turn. 0 while nobody watches SIGCHLD.
#[napi]
#[must_use]
pub fn last_turn() -> f64 {
    libuv::last_turn()
}
