use napi_derive::napi;
use reaper_core::clock;

/// Returns the time of boot in milliseconds since the epoch.
#[napi(catch_unwind)]
#[must_use]
pub fn boot_time() -> f64 {
    clock::boot_time().as_secs_f64() * 1000.0
}

/// Returns the milliseconds since boot. Start times in /proc are on this clock.
#[napi(catch_unwind)]
#[must_use]
pub fn uptime() -> f64 {
    clock::since_boot().as_secs_f64() * 1000.0
}

/// Returns a time in milliseconds that only goes forward. The application cannot fake this clock,
/// as it can fake `performance.now()`.
#[napi(catch_unwind)]
#[must_use]
pub fn now() -> f64 {
    clock::monotonic().as_secs_f64() * 1000.0
}
