//! Claims: the code of this process that may be waiting for a zombie.

pub mod pidfds;
