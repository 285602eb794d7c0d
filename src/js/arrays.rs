//! Results as typed arrays, copied into JavaScript's own memory. A Vec that JavaScript takes over
//! costs a finalizer each time, and it fragments the heap of a process that reaps for days.

use napi::bindgen_prelude::{Float64ArraySlice, Int32ArraySlice};
use napi::{Env, Result};

pub fn int32(env: &Env, numbers: impl AsRef<[i32]>) -> Result<Int32ArraySlice<'_>> {
    Int32ArraySlice::copy_from(env, numbers)
}

pub fn float64(env: &Env, numbers: impl AsRef<[f64]>) -> Result<Float64ArraySlice<'_>> {
    Float64ArraySlice::copy_from(env, numbers)
}
