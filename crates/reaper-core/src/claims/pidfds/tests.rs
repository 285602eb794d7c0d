use super::{are_usable, children, pid_in, size_in, zombies};
use crate::make_zombie::{Death, make};
use crate::pidfd;
use crate::sleeper::Sleeper;
use crate::wait::{Scope, take_pid};

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
