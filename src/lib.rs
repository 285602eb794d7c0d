//! The addon: N-API in, N-API out. `reaper-core` decides which zombie may be taken. JavaScript
//! checks the arguments, in `lib/`.

mod claims;
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
