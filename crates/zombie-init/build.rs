//! Links the program without a libc and what goes with it, and tells it its version. Only the
//! program gets these flags.

use std::{env, fs};

const PACKAGE: &str = "../../package.json";

fn main() {
    println!("cargo::rerun-if-changed=one-segment.ld");
    println!("cargo::rerun-if-changed={PACKAGE}");
    println!("cargo::rustc-env=ZOMBIE_REAPER_VERSION={}", version());
    link_with("-nostdlib");
    // Only the profile `init` aborts on panic, which is what the program needs to do without std.
    // Cargo tells no build script about that, nor the profile's name; its opt-level is its own.
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

/// The one home of the version is the npm package, which no crate here is without.
fn version() -> String {
    let package = fs::read_to_string(PACKAGE).expect("package.json, of the npm package");
    let line = package
        .lines()
        .find_map(|line| line.trim().strip_prefix("\"version\": \""));
    line.and_then(|rest| rest.strip_suffix("\","))
        .expect("a line of package.json with the version")
        .to_owned()
}

fn link_with(flag: &str) {
    println!("cargo::rustc-link-arg-bins={flag}");
}
