//! What is handed to JavaScript: arrays, errors, names.

pub mod arrays;
pub mod errors;
pub mod names;
