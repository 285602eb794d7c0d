//! Links the program without a libc and what goes with it. Only the program gets these flags.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=one-segment.ld");
    link_with("-nostartfiles");
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

fn link_with(flag: &str) {
    println!("cargo::rustc-link-arg-bins={flag}");
}
