//! A file of /proc that stays open for the time when no descriptor is left.

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;

/// The file, and its identity.
pub(crate) struct Kept {
    file: File,
    identity: (u64, u64),
}

impl Kept {
    pub(crate) fn new(file: File) -> io::Result<Self> {
        let identity = identity(&file.metadata()?);
        Ok(Self { file, identity })
    }

    /// Returns whether the descriptor is still that of the file. A program may close descriptors
    /// that it has not opened. The kernel then gives the number to another file.
    fn is_intact(&self) -> bool {
        match self.file.metadata() {
            Ok(metadata) => identity(&metadata) == self.identity,
            // Any other failure says nothing about the descriptor.
            Err(error) => error.raw_os_error() != Some(libc::EBADF),
        }
    }
}

fn identity(metadata: &Metadata) -> (u64, u64) {
    (metadata.dev(), metadata.ino())
}

/// Returns the kept file. Opens and keeps the file if none is kept, or if the kept one is lost.
pub(crate) fn get_or_open(
    kept: &mut Option<Kept>,
    open: impl FnOnce() -> io::Result<File>,
) -> io::Result<&File> {
    if let Some(lost) = kept.take_if(|kept| !kept.is_intact()) {
        // The number now belongs to other code, which closes the file.
        std::mem::forget(lost);
    }
    let opened = match kept {
        Some(opened) => opened,
        None => kept.insert(Kept::new(open()?)?),
    };
    Ok(&opened.file)
}

#[cfg(test)]
mod tests {
    use super::get_or_open;
    use std::fs::File;
    use std::os::fd::AsRawFd;

    #[test]
    fn a_file_is_opened_again_when_its_descriptor_is_closed_or_that_of_another() {
        let mut opened = 0;
        let mut open = || {
            opened += 1;
            // No other test opens this file, so none can put it at the same number.
            File::open("/proc/self/auxv")
        };
        let mut kept = None;
        let fd = get_or_open(&mut kept, &mut open).unwrap().as_raw_fd();
        let again = get_or_open(&mut kept, &mut open).unwrap().as_raw_fd();
        assert_eq!(again, fd);
        let other = File::open("/dev/null").unwrap();
        // SAFETY: both descriptors are open. The kept file is the only owner of the second.
        unsafe { libc::dup2(other.as_raw_fd(), fd) };
        let anew = get_or_open(&mut kept, &mut open).unwrap().as_raw_fd();
        assert_ne!(anew, fd);
        // SAFETY: the kept file is the only owner, and it does not use the descriptor again.
        unsafe { libc::close(anew) };
        get_or_open(&mut kept, &mut open).unwrap();
        assert_eq!(opened, 3);
    }
}
