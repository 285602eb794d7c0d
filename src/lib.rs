//! The addon: N-API in, N-API out. Which zombie may be taken is decided in `reaper-core`; the
//! checking of arguments is JavaScript's, in `lib/`.

mod clock;
mod exec;
mod js;
mod libuv;
mod pid_usage;
mod process;
mod process_table;
mod reap;
mod signal;
mod zombies;
