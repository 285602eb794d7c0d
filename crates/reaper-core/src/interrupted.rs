//! Interrupted system calls (signal(7)).

use std::io;

/// How often an interrupted call is made. A profiler may send a signal every millisecond, and a
/// seccomp filter may answer EINTR for ever.
const TRIES: u32 = 100;

/// Makes a call, and makes it again while it is interrupted. The last of [`TRIES`] interruptions is
/// an error.
pub(crate) fn again<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for _ in 1..TRIES {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
    call()
}

#[cfg(test)]
mod tests {
    use super::{TRIES, again};
    use std::io;

    #[test]
    fn an_interrupted_call_is_made_again_but_not_for_ever() {
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
        assert_eq!(after(TRIES - 1), (true, TRIES));
        assert_eq!(after(TRIES), (false, TRIES));
    }

    #[test]
    fn another_error_is_the_answer() {
        let mut calls = 0;
        let result = again(|| -> io::Result<()> {
            calls += 1;
            Err(io::Error::from_raw_os_error(libc::ENOENT))
        });
        assert_eq!(result.unwrap_err().raw_os_error(), Some(libc::ENOENT));
        assert_eq!(calls, 1);
    }
}
