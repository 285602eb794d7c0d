fn main() {
    napi_build::setup();
    // Identifies separate debug information, of which there is none.
    println!("cargo::rustc-link-arg-cdylib=-Wl,--build-id=none");
}
