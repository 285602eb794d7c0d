//! Runs the tests in JavaScript against a crate. cargo-mutants knows only tests of Rust.

use std::path::Path;
use std::process::Command;

#[test]
fn the_tests_in_javascript_pass() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut tests = Command::new("node");
    tests.arg(root.join("mutants/javascript.js"));
    tests.arg(env!("CARGO_PKG_NAME"));
    assert!(tests.current_dir(root).status().unwrap().success());
}
