use napi::{Env, Result};
use napi_derive::napi;
use reaper_core::{Death, subreaper};

use crate::js::errors::throw_system_error;

/// Makes a zombie that exited with `code`, or that died of `signal` when `signal` is not 0.
#[napi(catch_unwind)]
pub fn make_zombie(env: Env, code: u8, signal: i32, orphan: bool) -> Result<i32> {
    let death = match signal {
        0 => Death::Exit(code),
        signal => Death::Signal(signal),
    };
    reaper_core::make_zombie(death, orphan).or_else(|error| throw_system_error(env, &error))
}

/// Makes this process a subreaper, or undoes that.
#[napi(catch_unwind)]
pub fn set_subreaper(env: Env, enable: bool) -> Result<()> {
    subreaper::set(enable).or_else(|error| throw_system_error(env, &error))
}

/// Returns whether this process is a subreaper.
#[napi(catch_unwind)]
pub fn is_subreaper(env: Env) -> Result<bool> {
    subreaper::get().or_else(|error| throw_system_error(env, &error))
}

/// Returns whether the calling thread is the thread that the kernel gives orphans to.
#[napi(catch_unwind)]
pub fn is_main_thread() -> bool {
    reaper_core::is_main_thread()
}
