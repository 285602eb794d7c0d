//! The subreaper setting of this process (`PR_SET_CHILD_SUBREAPER`, prctl(2)).

use nix::errno::Errno;
use nix::sys::prctl;

use crate::system_error::SystemError;

/// Makes this process a subreaper, or undoes that. The setting holds for the whole process,
/// whichever thread sets it. Children do not inherit the setting.
///
/// # Errors
/// EINVAL on a kernel without subreapers, such as that of gVisor before July 2023. Linux never
/// refuses. A seccomp filter may refuse with the errno of its choice, mostly EPERM.
pub fn set(enable: bool) -> Result<(), SystemError> {
    prctl::set_child_subreaper(enable).map_err(refused)
}

/// Returns whether this process is a subreaper: false on a kernel without subreapers.
///
/// # Errors
/// As [`set`], and never EINVAL.
pub fn get() -> Result<bool, SystemError> {
    match prctl::get_child_subreaper() {
        Err(Errno::EINVAL) => Ok(false),
        answer => answer.map_err(refused),
    }
}

/// Returns whether this process adopts the orphans of its descendants. It does so as PID 1 of a PID
/// namespace, or as a subreaper.
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

    // This is one test because the attribute belongs to the whole test process.
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
