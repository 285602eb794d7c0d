#!/usr/bin/env bash
# Runs every parser under libFuzzer, for the given number of seconds each. Needs a C++ compiler.
#
#   scripts/fuzz.sh 600
#   scripts/fuzz.sh 600 stat cgroup
set -euo pipefail
cd "$(dirname "$0")/.."
usage="Usage: scripts/fuzz.sh SECONDS [PARSER...]"
seconds=${1-}
# libFuzzer takes 0, and what is no number, for no limit.
if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
  echo "fuzz.sh: expected a number of seconds above 0, got \"$seconds\". $usage" >&2
  exit 64
fi
shift
if (($# == 0)); then
  set -- crates/*/corpus/*
fi

for name in "${@##*/}"; do
  if ! compgen -G "crates/*/corpus/$name" >/dev/null; then
    parsers=(crates/*/corpus/*)
    echo "fuzz.sh: expected one of ${parsers[*]##*/}, got \"$name\". $usage" >&2
    exit 64
  fi
done

# The coverage that libFuzzer follows. The stable compiler has these passes of LLVM.
export RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1
  -Cllvm-args=-sanitizer-coverage-level=4
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
  -Cllvm-args=-sanitizer-coverage-pc-table
  -Cllvm-args=-sanitizer-coverage-trace-compares"
# Build scripts must not be instrumented: they do not link libFuzzer.
target=$(rustc -vV | sed -n 's/^host: //p')
cargo build --quiet --locked --release --manifest-path fuzz/Cargo.toml --target "$target" \
  --target-dir target/fuzz

for name in "${@##*/}"; do
  found=target/fuzz/found/$name
  mkdir -p "$found"
  echo "$name"
  FUZZ_TARGET=$name "target/fuzz/$target/release/fuzz" -max_total_time="$seconds" -max_len=8192 \
    -artifact_prefix="$found-" -print_final_stats=1 -verbosity=0 "$found" crates/*/corpus/"$name"
done
