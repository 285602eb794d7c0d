use std::io;

/// What a system call refused, and which one it was.
#[derive(Debug)]
pub struct SystemError {
    pub syscall: &'static str,
    pub source: io::Error,
}

impl SystemError {
    pub fn new(syscall: &'static str, source: io::Error) -> Self {
        Self { syscall, source }
    }

    /// From errno.
    pub(crate) fn last(syscall: &'static str) -> Self {
        Self::new(syscall, io::Error::last_os_error())
    }
}
