use napi::{Env, Result};
use napi_derive::napi;

use crate::js::errors::throw_system_error;

/// Replaces this process by the program that `arguments` names first: the bytes of
/// /proc/self/cmdline, every argument with a NUL behind it. The environment stays.
/// Returns never; throws when the kernel refuses, with everything as it was.
#[napi(ts_return_type = "never")]
pub fn execve(env: Env, arguments: &[u8]) -> Result<()> {
    throw_system_error(env, &reaper_core::exec(arguments))
}
