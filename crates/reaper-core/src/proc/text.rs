//! Reads the kernel's text files. The text is bytes, because names and paths may not be UTF-8.

use std::fs;
use std::path::Path;

pub fn split(text: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    text.split(move |byte| *byte == separator)
}

/// Returns every run of decimal digits in the text.
pub fn numbers(text: &[u8]) -> impl Iterator<Item = u64> {
    text.split(|byte| !byte.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| {
            digits.iter().fold(0, |number: u64, digit| {
                number
                    .saturating_mul(10)
                    .saturating_add(u64::from(digit - b'0'))
            })
        })
}

/// Returns the first number in a file. None when there is no such file, or no number in it.
pub fn read_number(file: &Path) -> Option<u64> {
    numbers(&fs::read(file).ok()?).next()
}

#[cfg(test)]
mod tests {
    use super::numbers;
    use proptest::prelude::*;

    #[test]
    fn finds_every_number() {
        let found = |text: &str| numbers(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(found("max\n"), []);
        assert_eq!(found("6.18.44-fc-v669\n"), [6, 18, 44, 669]);
        assert_eq!(found("99999999999999999999"), [u64::MAX]);
    }

    proptest! {
        #[test]
        fn reads_what_was_printed(expected in proptest::collection::vec(any::<u64>(), 0..5)) {
            let text = format!("{expected:?}");
            prop_assert_eq!(numbers(text.as_bytes()).collect::<Vec<_>>(), expected);
        }
    }
}
