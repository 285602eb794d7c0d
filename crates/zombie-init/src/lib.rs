//! An init for containers: it starts one program, forwards signals to it, reaps every orphan, and
//! ends as the program ends. A drop-in for Tini, without Tini's wake-up every second.
//!
//! No libc, so one binary serves glibc and musl alike and the real-time signals 32 to 34 are
//! signals like any other; no allocator and no panic path, because a PID 1 that dies takes the
//! container with it. The program's entry point is in `main.rs`; everything else is here, where its
//! tests have std.

#![cfg_attr(not(test), no_std)]

mod cli;
mod start;
mod supervise;
mod sys;
mod text;

pub use start::start;
pub use sys::{Stack, exit};
