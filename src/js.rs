//! What is handed to JavaScript: arrays, errors.

pub mod arrays;
pub mod errors;
