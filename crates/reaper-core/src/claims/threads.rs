//! Asks the kernel whether another thread of this process may be about to take a zombie.

pub(crate) mod call;
pub(crate) mod mask;

use std::ffi::CStr;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::fs::MetadataExt;
use std::time::Duration;

use crate::clock;
use crate::proc::namespace;
use call::Call;

/// Returns whether another thread of this process may be about to take a zombie that was visible
/// before the call. `is_wanted` says whether a PID belongs to one of the zombies in question.
///
/// A thread that is blocked in wait4(2) or waitid(2) when its child dies takes the zombie soon
/// after. The kernel makes the zombie visible and wakes the thread under one hold of
/// `tasklist_lock` (kernel/exit.c, `do_notify_parent`). From then on the thread runs, or is still
/// in the call, until it has looked for the zombie. So a thread that does neither has looked.
///
/// `/proc/self/task/TID/syscall` (proc_pid_syscall(5)) says which of these holds. The state in
/// `/proc/self/task/TID/stat` would not do. A woken thread looks for its zombie in the state S
/// (kernel/exit.c, `do_wait`), and the kernel may preempt the thread there. The file `syscall` says
/// "running" then, or the call.
///
/// A thread that has only begun, and does not wait yet, may take the zombie as well. It runs, or it
/// is blocked for a moment: see [`Call::Running`]. A signal handler may interrupt a wait, and may be
/// blocked itself: see [`is_in_a_handler`].
///
/// True as well when the list of the threads is not whole: see [`each`].
///
/// None when the threads cannot be read: without /proc, without a free descriptor, or when the
/// kernel shows the file to no one but root (PR_SET_DUMPABLE of prctl(2)).
///
/// Costs about 6 us for each thread.
pub(crate) fn may_take(is_wanted: impl Fn(libc::pid_t) -> bool) -> Option<bool> {
    any(|call| call.may_take(&is_wanted)).ok()
}

fn any(is_wanted: impl Fn(Call) -> bool) -> io::Result<bool> {
    let mut is_found = false;
    let is_whole = each(|_, call| {
        is_found = is_wanted(call);
        !is_found
    })?;
    Ok(is_found || !is_whole)
}

/// The other threads of this process that run.
pub(crate) struct Runners {
    /// The TID of each thread, and the processor time that it has used.
    pub(crate) times: Vec<(libc::pid_t, Duration)>,
    /// Whether no other thread may be running: see [`each`].
    pub(crate) is_whole: bool,
}

/// Returns the other threads that run. None when the threads or their processor time cannot be
/// read, and when /proc numbers them for another PID namespace.
pub(crate) fn runners() -> Option<Runners> {
    namespace::check().ok()?;
    let mut times = Vec::new();
    let mut is_readable = true;
    let is_whole = each(|tid, call| {
        if call == Call::Running {
            match clock::processor_time(tid) {
                Ok(time) => times.push((tid, time)),
                // The thread has ended, and takes no zombie.
                Err(error) if error.raw_os_error() == Some(libc::EINVAL) => {}
                Err(_) => is_readable = false,
            }
        }
        is_readable
    })
    .ok()?;
    is_readable.then_some(Runners { times, is_whole })
}

/// Visits each other thread, until `visit` returns false. Returns whether the list of the threads
/// was whole.
///
/// The kernel leaves living threads out of the folder while another thread ends. The end of a
/// thread ends the kernel's walk at that thread, and the next read goes on by a number, which is
/// too high by one then (fs/proc/base.c, `next_tid` and `first_tid`). So the list is whole only
/// when one read gave all of it, when no listed thread has ended, and when it is as long as the
/// kernel's own count.
fn each(mut visit: impl FnMut(libc::pid_t, Call) -> bool) -> io::Result<bool> {
    let folder = File::open("/proc/self/task")?;
    let before = count(&folder)?;
    // SAFETY: the call takes no arguments and touches no memory of this process.
    let own = unsafe { libc::gettid() };
    let (mut listed, mut has_ended, mut is_readable) = (0, false, false);
    let mut reads = 0;
    // An entry has 24 bytes, or 32 with a TID of seven digits. Some threads may begin meanwhile.
    let mut entries = vec![0; 32 * (before + 32)];
    loop {
        let length = read_entries(&folder, &mut entries)?;
        if length == 0 {
            break;
        }
        reads += 1;
        for name in names(&entries[..length]) {
            let Some(tid) = name.to_str().ok().and_then(|name| name.parse().ok()) else {
                continue;
            };
            listed += 1;
            if tid == own {
                continue;
            }
            match look(&folder, tid) {
                Ok(call) if visit(tid, call) => is_readable = true,
                Ok(_) => return Ok(true),
                Err(error) if matches!(error.raw_os_error(), Some(libc::ENOENT | libc::ESRCH)) => {
                    has_ended = true;
                }
                Err(error) => return Err(error),
            }
        }
    }
    // Or the kernel has no such files.
    if listed > 1 && !is_readable {
        return Err(io::ErrorKind::NotFound.into());
    }
    Ok(reads == 1 && !has_ended && listed == before && listed == count(&folder)?)
}

/// Returns how many threads this process has. The folder has a link for each thread, and two for
/// itself (fs/proc/base.c, `proc_task_getattr`).
fn count(folder: &File) -> io::Result<usize> {
    Ok(folder.metadata()?.nlink().saturating_sub(2) as usize)
}

/// Reads entries of a folder. Returns the length of what was read, 0 at the end.
///
/// The calls of the standard library would be a third slower: it opens a file by its whole path,
/// and reads folders through the heap.
fn read_entries(folder: &File, buffer: &mut [u8]) -> io::Result<usize> {
    let (start, size) = (buffer.as_mut_ptr(), buffer.len());
    // SAFETY: the kernel writes at most `size` bytes to the buffer.
    match unsafe { libc::syscall(libc::SYS_getdents64, folder.as_raw_fd(), start, size) } {
        -1 => Err(io::Error::last_os_error()),
        length => Ok(length as usize),
    }
}

/// Iterates over the names in what `getdents64` has written: `struct linux_dirent64` (getdents(2)).
pub(crate) fn names(mut entries: &[u8]) -> impl Iterator<Item = &CStr> {
    const LENGTH: usize = 16;
    const NAME: usize = 19;
    std::iter::from_fn(move || {
        let length = u16::from_ne_bytes([*entries.get(LENGTH)?, *entries.get(LENGTH + 1)?]);
        let (entry, rest) = entries.split_at_checked(length.into())?;
        entries = rest;
        CStr::from_bytes_until_nul(entry.get(NAME..)?).ok()
    })
}

/// Returns what a thread does, and never [`Call::Short`].
fn look(folder: &File, tid: libc::pid_t) -> io::Result<Call> {
    match read_call(folder, tid)? {
        Call::Short if is_in_a_handler(folder, tid)? => Ok(Call::Running),
        Call::Short => Ok(Call::Other),
        call => Ok(call),
    }
}

/// Returns whether a thread in a [`Call::Short`] may be in libuv's signal handler.
///
/// A thread that waits for its child may be the one that gets SIGCHLD, or any other signal for which
/// Node has a handler (kernel/signal.c, `complete_signal`). The wait call begins again after the
/// handler (`SA_RESTART`). The handler first waits for a lock: it reads one byte from a pipe. Then
/// it writes a message to another pipe, and the byte back (libuv's src/unix/signal.c,
/// `uv__signal_handler`). A write that never waits for room still waits for the mutex of its pipe.
///
/// The handler blocks every signal. A thread that reads single bytes all its life does not, such as
/// the thread for signals in .NET.
///
/// The mask is the mask of this call only if the thread has not run in between. So the look at the
/// mask is followed by another look at the call, and the thread must have used no processor time.
///
/// Other handlers of the runtimes never block a thread that waits. Those of V8 and of Node's
/// inspector make no call that blocks. That of Bun writes to an eventfd, and that of Deno to a
/// socket: neither has a mutex. That of JavaScriptCore suspends threads that run JavaScript.
fn is_in_a_handler(folder: &File, tid: libc::pid_t) -> io::Result<bool> {
    let before = clock::processor_time(tid).ok();
    let mut status = Vec::with_capacity(4096);
    open(folder, tid, "status")?.read_to_end(&mut status)?;
    if mask::blocks_every_signal(&status) {
        return Ok(true);
    }
    match read_call(folder, tid)? {
        Call::Short => {
            let after = clock::processor_time(tid).ok();
            Ok(after
                .zip(before)
                .is_none_or(|(after, before)| after != before))
        }
        _ => Ok(true),
    }
}

fn read_call(folder: &File, tid: libc::pid_t) -> io::Result<Call> {
    // A number and eight addresses.
    let mut line = [0; 256];
    let length = open(folder, tid, "syscall")?.read(&mut line)?;
    Ok(call::parse(&line[..length]))
}

fn open(folder: &File, tid: libc::pid_t, file: &str) -> io::Result<File> {
    let mut path = [0; 24];
    // A TID has at most seven digits, so a NUL is left.
    write!(&mut path[..], "{tid}/{file}")?;
    let flags = libc::O_RDONLY | libc::O_CLOEXEC;
    // SAFETY: the path ends in a NUL and outlives the call.
    let fd = unsafe { libc::openat(folder.as_raw_fd(), path.as_ptr().cast(), flags) };
    if fd == -1 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the kernel has just made the descriptor, and no other code knows its number.
    Ok(unsafe { File::from_raw_fd(fd) })
}

#[cfg(test)]
mod tests {
    use super::{Call, any, each, look, names, read_call, runners};
    use crate::make_zombie::{Death, make};
    use crate::signal::SignalMask;
    use crate::wait::{self, Scope};
    use std::fs::File;
    use std::io::{self, Read, Write};
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, Barrier, mpsc};
    use std::thread::{self, JoinHandle};

    /// Runs `body` in a thread, and returns the TID of the thread.
    fn start(body: impl FnOnce() + Send + 'static) -> (JoinHandle<()>, libc::pid_t) {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::spawn(move || {
            // SAFETY: the call takes no arguments and touches no memory of this process.
            sender.send(unsafe { libc::gettid() }).unwrap();
            body();
        });
        (thread, receiver.recv().unwrap())
    }

    /// Yields until the thread is in this call. A wrong answer is a test that does not end.
    fn until(tid: libc::pid_t, call: Call) {
        let folder = File::open("/proc/self/task").unwrap();
        while look(&folder, tid).unwrap() != call {
            thread::yield_now();
        }
    }

    #[test]
    fn reads_the_entries_that_the_kernel_writes() {
        let entry = |name: &[u8]| {
            let length = (19 + name.len() as u16).to_ne_bytes();
            [&[0; 16][..], &length, &[4], name].concat()
        };
        let entries = [entry(b".\0\0\0\0\0"), entry(b"4711\0\0\0\0")].concat();
        let found: Vec<_> = names(&entries).collect();
        assert_eq!(found, [c".", c"4711"]);
        assert_eq!(names(&entries[..entries.len() - 1]).count(), 1);
        assert_eq!(names(&[0; 64]).take(9).count(), 0);
    }

    #[test]
    fn tells_a_thread_that_runs_from_one_that_sleeps() {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let (spinner, spinning) = start(move || while !stopped.load(Ordering::Relaxed) {});
        let (sleeper, sleeping) = start(thread::park);
        until(spinning, Call::Running);
        until(sleeping, Call::Other);
        assert!(any(|call| call == Call::Running).unwrap());
        let used = || loop {
            let times = runners().unwrap().times;
            let time = |tid| times.iter().find(|(found, _)| *found == tid);
            // The kernel may hide the one while a thread of another test ends. The other may not
            // have come to its park() yet. A wrong answer never ends.
            if let (Some(&(_, used)), None) = (time(spinning), time(sleeping)) {
                return used;
            }
        };
        let at_first = used();
        while used() <= at_first {}
        stop.store(true, Ordering::Relaxed);
        sleeper.thread().unpark();
        spinner.join().unwrap();
        sleeper.join().unwrap();
    }

    /// Runs `body`, with this mask of signals, until it is in a short call that counts as `call`.
    fn until_short(mask: u64, call: Call, body: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
        let (thread, tid) = start(move || {
            SignalMask::set(mask);
            body();
        });
        let folder = File::open("/proc/self/task").unwrap();
        while read_call(&folder, tid).unwrap() != Call::Short {
            thread::yield_now();
        }
        until(tid, call);
        thread
    }

    #[test]
    fn tells_a_blocked_signal_handler_by_its_mask() {
        for (mask, call) in [
            (u64::MAX, Call::Running),
            (!1, Call::Other),
            (0, Call::Other),
        ] {
            let (mut reader, mut writer) = io::pipe().unwrap();
            let thread = until_short(mask, call, move || reader.read_exact(&mut [0]).unwrap());
            writer.write_all(&[0]).unwrap();
            thread.join().unwrap();

            // The pipe is full in the end.
            let (reader, mut writer) = io::pipe().unwrap();
            let thread = until_short(mask, call, move || while writer.write(&[0; 16]).is_ok() {});
            drop(reader);
            thread.join().unwrap();
        }
    }

    #[test]
    fn overlooks_no_thread_while_others_end() {
        for _ in 0..300 {
            let end = Arc::new(Barrier::new(3));
            let ending = [end.clone(), end.clone()].map(|end| thread::spawn(move || end.wait()));
            // The last thread of the list, so each end of another may hide it.
            let (sleeper, tid) = start(thread::park);
            end.wait();
            for _ in 0..100 {
                let mut is_seen = false;
                let is_whole = each(|visited, _| {
                    is_seen |= visited == tid;
                    true
                });
                assert!(is_seen || !is_whole.unwrap());
            }
            sleeper.thread().unpark();
            sleeper.join().unwrap();
            for thread in ending {
                thread.join().unwrap();
            }
        }
    }

    #[test]
    fn tells_for_which_child_a_thread_waits() {
        let (child_sender, child) = mpsc::channel();
        let (waiter, waiting) = start(move || {
            let mut child = std::process::Command::new("sleep")
                .arg("1000")
                .spawn()
                .unwrap();
            child_sender.send(child.id().cast_signed()).unwrap();
            child.wait().unwrap();
        });
        let pid = child.recv().unwrap();
        until(waiting, Call::WaitFor(pid));
        while !any(|call| call == Call::WaitFor(pid)).unwrap() {}
        // SAFETY: the call takes integers only.
        unsafe { libc::kill(pid, libc::SIGKILL) };
        waiter.join().unwrap();
        let zombie = make(Death::Exit(0), false).unwrap();
        // The threads of other tests may end meanwhile.
        while any(|call| call == Call::WaitFor(zombie)).unwrap() {}
        wait::take_pid(zombie, Scope::Thread).unwrap().unwrap();
    }
}
