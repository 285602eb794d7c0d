use super::{Limits, Protected, reap};
use crate::make_zombie::{Death, make};
use crate::wait::{self, Scope};

#[test]
fn a_pass_takes_what_is_not_protected_and_no_other_threads() {
    let kept = make(Death::Exit(1), false).unwrap();
    let first = make(Death::Exit(2), false).unwrap();
    let (elsewhere, elsewhere_status) = std::thread::spawn(|| {
        let pid = make(Death::Exit(3), false).unwrap();
        (
            pid,
            wait::take_pid(pid, Scope::Thread).unwrap().unwrap().status,
        )
    })
    .join()
    .unwrap();
    assert_ne!(elsewhere, first);
    assert_eq!(libc::WEXITSTATUS(elsewhere_status), 3);

    let limits = Limits {
        max: usize::MAX,
        names: true,
    };
    let taken = reap(&Protected::new(vec![kept]), limits).unwrap();
    let [(reaped, name)] = taken[..] else {
        panic!("expected one zombie, got {taken:?}")
    };
    assert_eq!(reaped.pid, first);
    assert!(name.is_some());

    let limits = Limits {
        max: 0,
        names: false,
    };
    assert!(reap(&Protected::default(), limits).unwrap().is_empty());
    let limits = Limits {
        max: 1,
        names: false,
    };
    let taken = reap(&Protected::default(), limits).unwrap();
    assert_eq!(taken[0].0.pid, kept);
}
