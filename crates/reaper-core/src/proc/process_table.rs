//! The process table, read from /proc.

use std::fs;
use std::io::{self, Read};

use super::namespace;
use super::text::{numbers, split};
use crate::interrupted::again;

/// The size of a process name: `TASK_COMM_LEN`, 15 bytes and a NUL.
pub const NAME_LEN: usize = 16;

/// A process name, padded with NULs. The owner may choose any bytes, even bytes that are not UTF-8.
pub type Name = [u8; NAME_LEN];

/// Returns the name of process `pid` (`/proc/PID/comm`), which is readable until the process is
/// reaped. None when there is no such process. Call this only after a [`namespace::check`], since
/// in another namespace the PID belongs to another process.
#[must_use]
pub fn name(pid: libc::pid_t) -> Option<Name> {
    let text = fs::read(format!("/proc/{pid}/comm")).ok()?;
    let text = text.strip_suffix(b"\n").unwrap_or(&text);
    Some(pad(text))
}

/// USER_HZ, the clock ticks per second in /proc: 100 on every architecture that Node runs on.
pub const TICKS_PER_SECOND: u32 = 100;

/// The fields of `/proc/PID/stat` (proc_pid_stat(5)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    pub pid: libc::pid_t,
    pub name: Name,
    /// One letter, the state of the leader thread alone. Z is a zombie.
    pub state: u8,
    /// 0 when the parent is in another PID namespace.
    pub ppid: libc::pid_t,
    pub pgid: libc::pid_t,
    pub session: libc::pid_t,
    /// The number of threads. The leader counts even after it has ended.
    pub threads: i32,
    /// In clock ticks since boot (see [`TICKS_PER_SECOND`]). PID and start time together identify a
    /// process for good, since PID reuse never happens within a tick.
    pub start_time: u64,
    /// The resident memory in pages.
    pub rss: i64,
}

impl Stat {
    /// Returns whether the process is dead and not yet reaped. A process whose leader thread has
    /// ended while others run shows the same state, but lives.
    #[must_use]
    pub fn is_zombie(&self) -> bool {
        self.state == b'Z' && self.threads <= 1
    }
}

/// Reads one process. None when no process has this PID, or none has it any longer.
#[must_use]
pub fn stat(pid: libc::pid_t) -> Option<Stat> {
    try_stat(pid).ok()?
}

/// Reads one process like [`stat`]. Tells a process that is gone, or that this process may not see
/// (`hidepid` of proc(5)), from a file that cannot be read now.
///
/// # Errors
/// Those of open(2) and read(2), as EMFILE. It is not known then whether there is such a process.
pub fn try_stat(pid: libc::pid_t) -> io::Result<Option<Stat>> {
    // The line has 52 numbers of at most 20 digits, and most of them are small.
    let mut buffer = [0_u8; 1024];
    match start_of(&format!("/proc/{pid}/stat"), &mut buffer) {
        Ok(length) => Ok(parse(&buffer[..length])),
        Err(error) if is_gone(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a file until the buffer is full or the file ends. Returns the length.
fn start_of(path: &str, buffer: &mut [u8]) -> io::Result<usize> {
    let mut file = fs::File::open(path)?;
    let mut length = 0;
    loop {
        match again(|| file.read(&mut buffer[length..]))? {
            0 => return Ok(length),
            more => length += more,
        }
    }
}

fn is_gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
    ) || error.raw_os_error() == Some(libc::ESRCH)
}

/// Returns when a process was started, in clock ticks since boot. None when the process is gone, and
/// when no /proc of this PID namespace can be read. In another namespace the PID belongs to another
/// process.
#[must_use]
pub fn start_time(pid: libc::pid_t) -> Option<u64> {
    namespace::check().ok()?;
    stat(pid).map(|stat| stat.start_time)
}

/// Returns every process that /proc shows, in ascending order.
///
/// # Errors
/// As [`pids`], and when a process cannot be read: the table would say that the process is gone.
pub fn all() -> io::Result<Vec<Stat>> {
    // A process that ended and was reaped after the directory was read is left out.
    let stats = pids()?.into_iter().map(try_stat);
    let table: Vec<_> = stats
        .filter_map(io::Result::transpose)
        .collect::<io::Result<_>>()?;
    let own = std::process::id().cast_signed();
    if table.iter().any(|stat| stat.pid == own) {
        Ok(table)
    } else {
        Err(own_is_missing())
    }
}

/// Returns the PID of every process that /proc shows, in ascending order (fs/proc/base.c,
/// `proc_pid_readdir`).
///
/// # Errors
/// As [`namespace::check`], and when this process is missing: others may be missing, too.
pub fn pids() -> io::Result<Vec<libc::pid_t>> {
    namespace::check()?;
    let mut pids = Vec::new();
    for entry in again(|| fs::read_dir("/proc"))? {
        pids.extend(
            entry?
                .file_name()
                .to_str()
                .and_then(|name| name.parse::<libc::pid_t>().ok()),
        );
    }
    let own = std::process::id().cast_signed();
    if !pids.contains(&own) {
        return Err(own_is_missing());
    }
    Ok(pids)
}

fn own_is_missing() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "/proc does not show this process")
}

/// Returns whether a process may be a zombie. Costs a quarter of a [`stat`], and half of it for a
/// kernel thread.
///
/// A process gives up its files and its working directory before it becomes a zombie
/// (kernel/exit.c, `do_exit`). Since Linux 6.2 the size of the folder is the number of open files
/// (fs/proc/fd.c, `proc_readfd_count`). An older kernel says 0 for every process.
///
/// A kernel thread has no open files, but a working directory. Without the right to see that
/// directory (ptrace(2)), the answer is true. The process group proves nothing: a program that the
/// kernel has started is in group 0 too.
#[must_use]
pub fn may_be_zombie(pid: libc::pid_t) -> bool {
    let has_files = fs::metadata(format!("/proc/{pid}/fd")).is_ok_and(|folder| folder.len() > 0);
    !has_files && fs::read_link(format!("/proc/{pid}/cwd")).is_err()
}

/// Counts the threads of these processes. A zombie counts as one.
pub(crate) fn count_tasks<'a>(table: impl IntoIterator<Item = &'a Stat>) -> u64 {
    let threads = table.into_iter().map(|stat| stat.threads.max(1));
    threads.map(|count| u64::from(count.cast_unsigned())).sum()
}

/// Returns every child of this process, whichever thread started it. Searches all of /proc.
///
/// # Errors
/// As [`all`].
pub fn children_of_self() -> io::Result<Vec<libc::pid_t>> {
    let own = std::process::id().cast_signed();
    let table = all()?;
    let children = table.iter().filter(|stat| stat.ppid == own);
    Ok(children.map(|stat| stat.pid).collect())
}

/// Returns the thread that traces `pid` (`TracerPid` of `/proc/PID/status`), or None.
pub(crate) fn tracer(pid: libc::pid_t) -> Option<libc::pid_t> {
    let tracer = numbers(&status_field(pid, b"TracerPid:")?).next()?;
    // A PID always fits. 0 means no tracer.
    libc::pid_t::try_from(tracer)
        .ok()
        .filter(|tracer| *tracer != 0)
}

/// Returns the text after `label` in `/proc/PID/status` (proc_pid_status(5)). None when the text
/// cannot be read.
pub(crate) fn status_field(pid: libc::pid_t, label: &[u8]) -> Option<Vec<u8>> {
    // The file is read as bytes, because the process name in the first line may not be UTF-8. One
    // read gives one page. Only a list of hundreds of groups would not fit.
    let mut buffer = [0_u8; 4096];
    let length = start_of(&format!("/proc/{pid}/status"), &mut buffer).ok()?;
    let value = split(&buffer[..length], b'\n').find_map(|line| line.strip_prefix(label))?;
    Some(value.to_owned())
}

/// Reads a stat line. Counts fields from the *last* `)`, since the name before that bracket may
/// contain spaces and brackets.
pub(crate) fn parse(line: &[u8]) -> Option<Stat> {
    let name_start = line.iter().position(|byte| *byte == b'(')?;
    let name_end = line.iter().rposition(|byte| *byte == b')')?;
    let pid = std::str::from_utf8(line.get(..name_start)?)
        .ok()?
        .trim()
        .parse()
        .ok()?;
    let rest = std::str::from_utf8(line.get(name_end + 1..)?).ok()?;
    // The first of these fields is field 3 of the man page.
    let mut fields = rest.split_ascii_whitespace();
    Some(Stat {
        pid,
        name: pad(line.get(name_start + 1..name_end)?),
        state: *fields.next()?.as_bytes().first()?,
        ppid: fields.next()?.parse().ok()?,
        pgid: fields.next()?.parse().ok()?,
        session: fields.next()?.parse().ok()?,
        threads: fields.nth(13)?.parse().ok()?,
        start_time: fields.nth(1)?.parse().ok()?,
        rss: fields.nth(1)?.parse().ok()?,
    })
}

fn pad(text: &[u8]) -> Name {
    let mut name = [0; NAME_LEN];
    // Kernel threads have longer names, but none of them is a child of this process.
    let length = text.len().min(NAME_LEN);
    name[..length].copy_from_slice(&text[..length]);
    name
}

#[cfg(test)]
mod tests {
    use super::{
        Stat, all, children_of_self, count_tasks, may_be_zombie, name, pad, parse, start_time,
        stat, tracer,
    };
    use crate::make_zombie::{Death, make};
    use crate::sleeper::Sleeper;
    use crate::wait::{Scope, take_pid};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_name_may_stand_in_a_stat_line(
            name in proptest::collection::vec(1_u8.., 0..16),
            ppid in 0..=4_194_304_i32,
            start_time in any::<u64>(),
        ) {
            let mut line = b"4711 (".to_vec();
            line.extend(&name);
            let rest = format!(") Z {ppid} 3 4 0 -1 4 0 0 0 0 1 2 3 4 20 0 7 0 {start_time} 0 9 1 1");
            line.extend(rest.bytes());
            let expected = Stat {
                pid: 4711, name: pad(&name), state: b'Z', ppid, pgid: 3, session: 4,
                threads: 7, start_time, rss: 9,
            };
            prop_assert_eq!(parse(&line), Some(expected));
        }

        #[test]
        fn no_bytes_make_it_panic(line in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = parse(&line);
        }
    }

    #[test]
    fn reads_this_process() {
        let own = stat(std::process::id().cast_signed()).unwrap();
        assert_eq!(own.ppid, std::os::unix::process::parent_id().cast_signed());
        assert!(own.threads > 1 && own.rss > 0 && own.start_time > 0);
        assert!(!own.is_zombie());
        assert_eq!(start_time(own.pid), Some(own.start_time));
        assert_eq!(start_time(-1), None);
        assert!(all().unwrap().iter().any(|stat| stat.pid == own.pid));
        assert_eq!(tracer(own.pid), None);
        assert_eq!(stat(-1), None);
    }

    #[test]
    fn only_a_dead_process_without_living_threads_is_a_zombie() {
        let own = stat(std::process::id().cast_signed()).unwrap();
        for (state, threads, expected) in [
            (b'Z', 1, true),
            // The kernel shows none for a zombie that it is about to remove.
            (b'Z', 0, true),
            (b'Z', 2, false),
            (b'S', 1, false),
        ] {
            let stat = Stat {
                state,
                threads,
                ..own
            };
            assert_eq!(stat.is_zombie(), expected);
        }
    }

    #[test]
    fn each_thread_is_a_task_and_so_is_a_zombie() {
        let own = stat(std::process::id().cast_signed()).unwrap();
        let zombie = Stat { threads: 0, ..own };
        let program = Stat { threads: 3, ..own };
        assert_eq!(count_tasks([&zombie, &program]), 4);
    }

    #[test]
    fn a_process_with_files_or_a_working_directory_is_no_zombie() {
        let zombie = make(Death::Exit(0), false).unwrap();
        assert!(may_be_zombie(zombie));
        take_pid(zombie, Scope::Thread).unwrap().unwrap();
        assert!(!may_be_zombie(std::process::id().cast_signed()));
    }

    #[test]
    fn reads_the_name_of_a_process() {
        let text = std::fs::read("/proc/self/comm").unwrap();
        let own = name(std::process::id().cast_signed()).unwrap();
        assert!(own.starts_with(text.strip_suffix(b"\n").unwrap()));
        assert_eq!(name(-1), None);
    }

    #[test]
    fn the_search_of_proc_finds_a_child_of_any_thread() {
        let child = Sleeper::start();
        let pid = child.pid();
        assert!(children_of_self().unwrap().contains(&pid));
        let elsewhere = std::thread::spawn(|| children_of_self().unwrap());
        assert!(elsewhere.join().unwrap().contains(&pid));
    }
}
