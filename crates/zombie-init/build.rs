//! Links the program without a libc and without the start files of a libc. Tells the program its
//! version. Only the program gets these flags.

use std::{env, fs};

const PACKAGE: &str = "../../package.json";

fn main() {
    println!("cargo::rerun-if-changed=one-segment.ld");
    println!("cargo::rerun-if-changed={PACKAGE}");
    println!("cargo::rustc-env=ZOMBIE_REAPER_VERSION={}", version());
    link_with("-nostdlib");
    // The flags below are for the profile `init` only. It aborts on panic, which the program must
    // do without std. Cargo tells a build script neither the panic strategy nor the name of the
    // profile. Only the profile `init` has this opt-level.
    if env::var("OPT_LEVEL").as_deref() != Ok("z") {
        return;
    }
    link_with("-static");
    link_with("-no-pie");
    link_with("-Wl,-n,-z,norelro,--build-id=none,--no-eh-frame-hdr");
    link_with(concat!(
        "-Wl,-T,",
        env!("CARGO_MANIFEST_DIR"),
        "/one-segment.ld"
    ));
}

/// Reads the version from package.json of the npm package. The version is written there only, and
/// every crate is part of that package.
fn version() -> String {
    let package = fs::read_to_string(PACKAGE).expect("expected package.json of the npm package");
    let line = package
        .lines()
        .find_map(|line| line.trim().strip_prefix("\"version\": \""));
    line.and_then(|rest| rest.strip_suffix("\","))
        .expect("expected a line with the version in package.json")
        .to_owned()
}

fn link_with(flag: &str) {
    println!("cargo::rustc-link-arg-bins={flag}");
}
