//! What is handed to JavaScript, or called in it: arrays, errors, names, callbacks.

pub mod arrays;
pub mod callback;
pub mod errors;
pub mod names;
