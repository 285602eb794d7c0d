#!/usr/bin/env bash
# Checks the crates of this workspace, and the licences of Rust's standard library, which
# `npm run prebuild` links, against deny.toml.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo deny --locked check bans licenses sources

standard_library="$(rustc --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml"
# The manifests of the standard library use unstable features of cargo.
RUSTC_BOOTSTRAP=1 cargo deny --locked --config deny.toml --manifest-path "$standard_library" \
  check licenses
