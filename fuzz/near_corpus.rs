//! The tests of `fuzz.rs` of each crate, which includes this file. zombie-init shares no code with
//! the other crates otherwise.

use super::{TARGETS, Target};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::fs;

fn corpus((name, _): Target) -> Vec<Vec<u8>> {
    let folder = format!("{}/corpus/{name}", env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(folder).unwrap();
    files
        .map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect()
}

#[test]
fn the_corpus_and_texts_near_it_break_no_parser() {
    for target in TARGETS {
        let seeds = corpus(target);
        assert!(!seeds.is_empty());
        seeds.iter().for_each(|seed| target.1(seed));
        let edit = (
            any::<Index>(),
            any::<Index>(),
            prop::collection::vec(any::<u8>(), 0..4),
        );
        let edits = prop::collection::vec(edit, 1..4);
        let mut runner = TestRunner::new(Config {
            // Miri takes a second for some texts.
            cases: if cfg!(miri) { 10 } else { 2000 },
            rng_seed: RngSeed::Fixed(16),
            ..Config::default()
        });
        let near = (prop::sample::select(seeds), edits);
        let result = runner.run(&near, |(mut text, edits)| {
            for (from, to, bytes) in edits {
                let [from, to] = [from, to].map(|place| place.index(text.len() + 1));
                text.splice(from.min(to)..from.max(to), bytes);
            }
            target.1(&text);
            Ok(())
        });
        assert!(result.is_ok(), "{}: {result:?}", target.0);
    }
}
