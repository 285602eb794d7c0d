//! The children of the calling thread, by PID.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::{Mutex, PoisonError};

use super::kept::{self, Kept};
use super::namespace;
use super::process_table;
use crate::interrupted::again;
use crate::wait::{self, Scope};

/// Lists the children of the calling thread, living and dead, oldest first.
///
/// Reads `/proc/self/task/TID/children` (proc_pid_children(5)). The main thread keeps that file
/// open from its first call on. So a process without a free descriptor still sees its zombies.
///
/// A kernel without `CONFIG_PROC_CHILDREN` has no such file. There the function searches the whole
/// of /proc for children of this process, which costs O(processes of the machine). A wait call then
/// tells which of the children belong to this thread.
///
/// The list is a snapshot. The kernel may leave out a child when another thread waits for one of
/// its siblings during the read (fs/proc/array.c, `get_children_pid`). The next call then shows the
/// child.
///
/// # Errors
/// As [`namespace::check`].
pub fn list() -> io::Result<Vec<libc::pid_t>> {
    match with_file(read) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut pids = process_table::children_of_self()?;
            pids.retain(|pid| wait::is_child(*pid, Scope::Thread));
            Ok(pids)
        }
        listed => listed,
    }
}

/// Lists the children of the calling thread if they are so few that the list costs next to nothing.
/// None when there are more.
///
/// The kernel makes only as much of the list as the call reads (seq_file).
///
/// # Errors
/// When the list cannot be read. [`list`] may find another way.
pub fn few() -> io::Result<Option<Vec<libc::pid_t>>> {
    // Eight PIDs of seven digits each, and the spaces.
    let mut start = [0; 64];
    let length = with_file(|file| again(|| file.read_at(&mut start, 0)))?;
    Ok((length < start.len()).then(|| parse(&start[..length])))
}

/// Opens the main thread's list now, for the time when no descriptor is left. Does nothing in other
/// threads. Ignores a failure to open the list, because [`list`] reports that failure later.
pub fn keep_open() {
    if wait::is_main_thread() {
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            *kept = open().and_then(Kept::new).ok();
        }
    }
}

/// The main thread's list.
static KEPT: Mutex<Option<Kept>> = Mutex::new(None);

fn with_file<T>(use_it: impl FnOnce(&File) -> io::Result<T>) -> io::Result<T> {
    if !wait::is_main_thread() {
        return use_it(&open()?);
    }
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    use_it(kept::get_or_open(&mut kept, open)?)
}

fn open() -> io::Result<File> {
    namespace::check()?;
    // SAFETY: the call takes no arguments and touches no memory of this process.
    let tid = unsafe { libc::syscall(libc::SYS_gettid) };
    File::open(format!("/proc/self/task/{tid}/children"))
}

/// Reads the list from the start. The kernel makes the list anew for a read at position 0
/// (seq_file).
fn read(file: &File) -> io::Result<Vec<libc::pid_t>> {
    let mut text = Vec::new();
    // The kernel writes one page at a time.
    let mut page = [0; 4096];
    loop {
        match again(|| file.read_at(&mut page, text.len() as u64))? {
            0 => return Ok(parse(&text)),
            length => text.extend_from_slice(&page[..length]),
        }
    }
}

/// Reads PIDs in decimal, each followed by a space.
pub(crate) fn parse(text: &[u8]) -> Vec<libc::pid_t> {
    text.split(|byte| *byte == b' ')
        .filter_map(|word| std::str::from_utf8(word).ok()?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{few, list, parse};
    use crate::make_zombie::{Death, make};
    use crate::sleeper::Sleeper;
    use crate::wait::{Scope, take_pid};

    #[test]
    fn parses_what_the_kernel_prints() {
        assert_eq!(parse(b""), []);
        assert_eq!(parse(b"7 "), [7]);
        assert_eq!(parse(b"12 345 6789 "), [12, 345, 6789]);
    }

    #[test]
    fn lists_a_living_child_of_this_thread_and_of_no_other() {
        let child = Sleeper::start();
        let pid = child.pid();
        assert!(list().unwrap().contains(&pid));
        let elsewhere = std::thread::spawn(|| list().unwrap()).join().unwrap();
        assert!(!elsewhere.contains(&pid));
    }

    #[test]
    fn few_children_are_listed_and_many_are_not() {
        // The list of a new thread is empty.
        std::thread::spawn(|| {
            assert_eq!(few().unwrap(), Some(Vec::new()));
            let mut pids = vec![make(Death::Exit(0), false).unwrap()];
            assert_eq!(few().unwrap(), Some(pids.clone()));
            // Even if each PID has only one digit, these fill the buffer.
            pids.extend((1..32).map(|_| make(Death::Exit(0), false).unwrap()));
            assert_eq!(few().unwrap(), None);
            for pid in pids {
                take_pid(pid, Scope::Thread).unwrap().unwrap();
            }
        })
        .join()
        .unwrap();
    }
}
