//! Whether orphans come to this process (`PR_SET_CHILD_SUBREAPER`, prctl(2)).

use nix::errno::Errno;
use nix::sys::prctl;

use crate::system_error::SystemError;

/// Makes this process the reaper of its descendants' orphans, or ends that. The whole process,
/// whichever thread asks; not inherited by children.
///
/// # Errors
/// The kernel never refuses; a seccomp filter may, with the errno it was given (EPERM mostly).
pub fn set(enable: bool) -> Result<(), SystemError> {
    prctl::set_child_subreaper(enable).map_err(refused)
}

/// Whether this process has been made a subreaper.
///
/// # Errors
/// As [`set`].
pub fn get() -> Result<bool, SystemError> {
    prctl::get_child_subreaper().map_err(refused)
}

/// Whether orphans of our descendants come to us: as PID 1 of a PID namespace, or as a subreaper.
///
/// # Errors
/// As [`set`], and never for PID 1.
pub fn is_reaper() -> Result<bool, SystemError> {
    if std::process::id() == 1 {
        return Ok(true);
    }
    get()
}

fn refused(errno: Errno) -> SystemError {
    SystemError::new("prctl", errno.into())
}

#[cfg(test)]
mod tests {
    use super::{get, is_reaper, set};

    // One test, since the attribute belongs to the whole test process.
    #[test]
    fn can_be_set_and_taken_back() {
        set(true).unwrap();
        assert!(get().unwrap());
        assert!(is_reaper().unwrap());
        set(false).unwrap();
        assert!(!get().unwrap());
        assert!(!is_reaper().unwrap());
    }
}
