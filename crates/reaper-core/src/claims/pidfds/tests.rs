use super::{are_usable, children, is_shortage, pid_in, pid_of, size_in, soft_limit, zombies};
use crate::make_zombie::{Death, make};
use crate::pidfd;
use crate::proc::text::{numbers, split};
use crate::sleeper::Sleeper;
use crate::wait::{Scope, take_pid};
use std::io::Error;

#[test]
fn a_zombie_is_claimed_while_its_pidfd_is_open() {
    let pid = make(Death::Exit(0), false).unwrap();
    assert!(!zombies().unwrap().contains(&pid));
    let held = pidfd::open(pid, 0).unwrap();
    assert!(zombies().unwrap().contains(&pid));
    assert!(children().unwrap().contains(&pid));
    drop(held);
    assert!(!zombies().unwrap().contains(&pid));
    take_pid(pid, Scope::Thread).unwrap().unwrap();
}

#[test]
fn a_living_child_is_claimed_too_and_is_no_zombie() {
    let child = Sleeper::start();
    let pid = child.pid();
    let held = pidfd::open(pid, 0).unwrap();
    assert!(children().unwrap().contains(&pid));
    assert!(!zombies().unwrap().contains(&pid));
    drop(held);
    assert!(!children().unwrap().contains(&pid));
}

#[test]
fn a_child_of_another_thread_is_not_among_them() {
    let pid = make(Death::Exit(0), false).unwrap();
    let held = pidfd::open(pid, 0).unwrap();
    let elsewhere = std::thread::spawn(|| children().unwrap()).join().unwrap();
    assert!(!elsewhere.contains(&pid));
    drop(held);
    take_pid(pid, Scope::Thread).unwrap().unwrap();
}

#[test]
fn a_pidfd_of_a_process_that_is_no_child_claims_nothing() {
    let own = std::process::id().cast_signed();
    let held = pidfd::open(own, 0).unwrap();
    assert!(!children().unwrap().contains(&own));
    drop(held);
}

#[test]
fn pidfds_are_usable_here() {
    assert!(are_usable().unwrap());
}

#[test]
fn a_closed_descriptor_has_no_pid() {
    assert_eq!(pid_of(i32::MAX).unwrap(), None);
}

#[test]
fn a_refused_pidfd_is_no_shortage() {
    for (errno, expected) in [
        (libc::EMFILE, true),
        (libc::ENFILE, true),
        (libc::ENOMEM, true),
        (libc::EPERM, false),
        (libc::ENOSYS, false),
    ] {
        assert_eq!(is_shortage(&Error::from_raw_os_error(errno)), expected);
    }
}

#[test]
fn the_limit_is_that_of_proc() {
    let limits = std::fs::read("/proc/self/limits").unwrap();
    let name = b"Max open files";
    let line = split(&limits, b'\n').find_map(|line| line.strip_prefix(name));
    let soft = numbers(line.unwrap()).next().unwrap();
    assert_eq!(u64::from(soft_limit()), soft);
}

#[test]
fn reads_what_the_kernel_prints() {
    let status = b"Name:\tbun\nUmask:\t0022\nFDSize:\t256\nGroups:\t0 \n";
    assert_eq!(size_in(status), Some(256));
    assert_eq!(size_in(b"Name:\tbun\n"), None);
    let fdinfo = b"pos:\t0\nflags:\t02000002\nmnt_id:\t15\nino:\t7\nPid:\t4711\nNSpid:\t4711\n";
    assert_eq!(pid_in(fdinfo), Some(4711));
    assert_eq!(pid_in(b"pos:\t0\nflags:\t02\n"), None);
    assert_eq!(pid_in(b"Pid:\t-1\nNSpid:\t-1\n"), None);
    assert_eq!(pid_in(b"Pid:\t0\n"), None);
}
