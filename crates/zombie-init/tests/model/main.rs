//! Random process trees, options and signals, against a model of Tini's contract. Debian's Tini
//! runs beside the init, and must fulfil the same model.

mod case;
mod process;
mod run;

use case::{Case, cases};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use run::{Fate, run};

/// How many cases each test runs. PROPTEST_CASES and PROPTEST_RNG_SEED override the fixed values.
const CASES: u32 = 150;

fn runner() -> TestRunner {
    let mut config = Config::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
    }
    if matches!(config.rng_seed, RngSeed::Random) {
        config.rng_seed = RngSeed::Fixed(16);
    }
    TestRunner::new(config)
}

fn violation(init: &[&str], fate: &Fate) -> Result<(), TestError<Case>> {
    runner().run(&cases(), |case| {
        run(init, &case, fate).map_err(TestCaseError::fail)
    })
}

const ZOMBIE_INIT: &str = env!("CARGO_BIN_EXE_zombie-init");

/// Becomes its program, and so fulfils nothing of the contract.
const NO_INIT: [&str; 4] = [
    "sh",
    "-c",
    r#"until [ "$1" = -- ]; do shift; done; shift; exec "$@""#,
    "sh",
];

#[test]
fn the_init_keeps_the_contract() {
    process::prepare();
    let fate = Fate::compile("of-init");
    if let Err(error) = violation(&[ZOMBIE_INIT], &fate) {
        panic!("{error}");
    }
}

#[test]
fn tini_keeps_it_too() {
    process::prepare();
    if !process::is_there("tini") {
        let must = std::env::var_os("ZOMBIE_REAPER_TEST_ALL").is_some();
        assert!(!must, "needs Tini");
        return;
    }
    let fate = Fate::compile("of-tini");
    if let Err(error) = violation(&["tini"], &fate) {
        panic!("{error}");
    }
}

#[test]
fn the_model_finds_that_an_init_is_missing() {
    process::prepare();
    let fate = Fate::compile("of-nothing");
    let error = violation(&NO_INIT, &fate).unwrap_err();
    let TestError::Fail(_, Case { kids, .. }) = error else {
        panic!("{error}");
    };
    assert!(kids.len() <= 2, "shrunk to {kids:?}");
}
