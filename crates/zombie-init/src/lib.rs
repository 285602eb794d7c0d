//! An init for containers. It starts one program, forwards signals to the program, and reaps every
//! orphan. It ends as the program ends. It is a drop-in for Tini, without Tini's wake-up every
//! second.
//!
//! The crate has no libc. So one binary serves glibc and musl, and it treats the real-time signals
//! 32 to 34 like any other signal. The crate has no allocator and no panic path, because a PID 1
//! that dies takes the container with it.
//!
//! The entry point of the program is in `main.rs`. Everything else is here, where the tests have
//! std.

#![cfg_attr(not(any(test, fuzzing)), no_std)]

mod cli;
#[cfg(any(test, fuzzing))]
pub mod fuzz;
mod start;
mod supervise;
mod sys;
mod text;

pub use start::start;
pub use sys::{Stack, exit};
