use napi_derive::napi;
use reaper_core::pidfd;

/// Sends a signal to process `pid` if that process was started at `startTicks`, in clock ticks
/// since boot. Returns whether the signal was sent. Sends nothing when the process is gone, or when
/// it belongs to another user and the kernel refuses.
#[napi(catch_unwind)]
pub fn send_signal(pid: i32, start_ticks: f64, signal: i32) -> bool {
    // The conversion is exact: see `flatten` of the process table.
    pidfd::send_signal(pid, start_ticks as u64, signal)
}
