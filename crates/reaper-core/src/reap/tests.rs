use super::{Limits, collect};
use crate::make_zombie::{Death, make};
use crate::wait::{self, Reaped, Scope};

fn reap(claimed: &[libc::pid_t], exclude: &[libc::pid_t], limits: Limits) -> Vec<super::Record> {
    super::reap(|| Ok::<_, ()>(claimed.to_vec()), exclude, limits).unwrap()
}

#[test]
fn an_error_costs_nothing_that_was_taken() {
    let taken = || Ok((Reaped { pid: 1, status: 0 }, None));
    let records = collect([taken(), Err("refused"), taken()].into_iter());
    assert_eq!(records.unwrap().len(), 1);
    assert!(collect([Err("refused"), taken()].into_iter()).is_err());
}

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
    let taken = reap(&[kept], &[], limits);
    let [(reaped, name)] = taken[..] else {
        panic!("expected one zombie, got {taken:?}")
    };
    assert_eq!(reaped.pid, first);
    assert!(name.is_some());

    let limits = Limits {
        max: 0,
        names: false,
    };
    assert!(reap(&[], &[], limits).is_empty());
    let limits = Limits {
        max: 1,
        names: false,
    };
    let taken = reap(&[], &[], limits);
    assert_eq!(taken[0].0.pid, kept);
}

#[test]
fn a_name_is_there_where_it_is_wanted() {
    for names in [false, true] {
        let pid = make(Death::Exit(0), false).unwrap();
        let taken = super::take_each(&[pid], || Ok::<_, ()>(Vec::new()), names).unwrap();
        let [(reaped, name)] = taken[..] else {
            panic!("expected one zombie, got {taken:?}")
        };
        assert_eq!((reaped.pid, name.is_some()), (pid, names));
    }
}
