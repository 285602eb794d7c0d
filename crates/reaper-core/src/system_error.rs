use std::io;

/// The name of a failed system call and its error.
#[derive(Debug)]
pub struct SystemError {
    pub syscall: &'static str,
    pub source: io::Error,
}

impl SystemError {
    pub fn new(syscall: &'static str, source: io::Error) -> Self {
        Self { syscall, source }
    }

    /// Creates the error of the last system call, from errno.
    pub(crate) fn last(syscall: &'static str) -> Self {
        Self::new(syscall, io::Error::last_os_error())
    }
}
