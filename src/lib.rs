//! The addon: N-API in, N-API out. Which zombie may be taken is decided in `reaper-core`; the
//! checking of arguments is JavaScript's, in `lib/`.

mod errors;
mod libuv;
mod process;
mod reap;
