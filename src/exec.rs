use napi::bindgen_prelude::Int32Array;
use napi::{Env, Result};
use napi_derive::napi;

use crate::js::errors::throw_system_error;

/// Replaces this process by the program that `arguments` names first: the bytes of
/// /proc/self/cmdline, a number each, every argument with a NUL behind it. The environment stays.
/// Returns never; throws when the kernel refuses, with everything as it was.
#[napi(ts_return_type = "never")]
pub fn execve(env: Env, arguments: Int32Array) -> Result<()> {
    let bytes: Vec<u8> = arguments.iter().map(|number| *number as u8).collect();
    throw_system_error(env, &reaper_core::exec(&bytes))
}
