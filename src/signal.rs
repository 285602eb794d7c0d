use napi_derive::napi;
use reaper_core::pidfd;

/// Sends a signal to process `pid` if that was started at `startTicks`, in clock ticks since boot.
/// Returns whether it was sent: not when the process is gone, nor to another user's.
#[napi]
pub fn send_signal(pid: i32, start_ticks: f64, signal: i32) -> bool {
    // Exact: see `flatten` of the process table.
    pidfd::send_signal(pid, start_ticks as u64, signal)
}
