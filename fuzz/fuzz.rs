//! Calls the parser that the variable `FUZZ_TARGET` names.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").expect("expected FUZZ_TARGET");
    let targets = reaper_core::fuzz::TARGETS;
    let mut targets = targets.into_iter().chain(zombie_init::fuzz::TARGETS);
    targets
        .find(|(known, _)| *known == name)
        .expect("expected the name of a target")
        .1
});

fuzz_target!(|bytes: &[u8]| TARGET(bytes));
