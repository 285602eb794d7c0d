fn main() {
    napi_build::setup();
    // A build ID identifies separate debug information, and the addon has none.
    println!("cargo::rustc-link-arg-cdylib=-Wl,--build-id=none");
}
