//! Values for JavaScript and calls of JavaScript: arrays, errors, names, callbacks.

pub mod arrays;
pub mod callback;
pub mod errors;
pub mod names;
