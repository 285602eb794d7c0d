use napi::bindgen_prelude::Buffer;
use napi::{Env, Result};
use napi_derive::napi;

use crate::js::errors::throw_system_error;

/// Replaces this process by the program that `arguments` names first. `arguments` holds the bytes
/// of /proc/self/cmdline, with a NUL after each argument. The environment stays.
///
/// Never returns. Throws when the kernel refuses; the process is then as before.
#[napi(catch_unwind, ts_return_type = "never")]
pub fn execve(env: Env, arguments: &[u8]) -> Result<()> {
    throw_system_error(env, &reaper_core::exec(arguments))
}

/// Reads the whole of /proc/self/cmdline. Deno's own functions read files of /proc only with
/// `--allow-all`.
#[napi(catch_unwind)]
pub fn own_command_line() -> Result<Buffer> {
    Ok(std::fs::read("/proc/self/cmdline")?.into())
}
