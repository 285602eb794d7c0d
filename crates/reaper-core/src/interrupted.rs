//! Interrupted system calls (signal(7)).

use std::io;

/// Makes a call, and once more if it was interrupted. A seccomp filter may answer EINTR each time,
/// so a second EINTR is an error and not the start of an endless loop.
pub(crate) fn again<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    match call() {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => call(),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::again;
    use std::io;

    #[test]
    fn a_call_is_made_once_more() {
        let after = |interruptions: u32| {
            let mut calls = 0;
            let result = again(|| {
                calls += 1;
                if calls > interruptions {
                    return Ok(());
                }
                Err(io::Error::from_raw_os_error(libc::EINTR))
            });
            (result.is_ok(), calls)
        };
        assert_eq!(after(0), (true, 1));
        assert_eq!(after(1), (true, 2));
        assert_eq!(after(2), (false, 2));
    }
}
