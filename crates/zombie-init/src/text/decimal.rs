//! Numbers as decimal digits.

/// Room for the digits of a number.
pub struct Decimal([u8; 10]);

impl Decimal {
    pub const fn new() -> Self {
        Self([0; 10])
    }

    /// Writes the number and returns its digits.
    pub fn set(&mut self, mut number: u32) -> &[u8] {
        let mut unused = self.0.len();
        for digit in self.0.iter_mut().rev() {
            *digit = b'0' | (number % 10) as u8;
            number /= 10;
            unused = unused.saturating_sub(1);
            if number == 0 {
                break;
            }
        }
        self.0.get(unused..).unwrap_or(&[])
    }
}

/// Reads a number from digits. None for any other text, and for a number above 32 bits.
pub fn decimal(text: &[u8]) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0u32, |number, &byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte & 0xf))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// Skips leading blanks and a plus sign, like strtol(3).
pub fn without_blanks_and_plus(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii_start();
    text.strip_prefix(b"+").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{Decimal, decimal};

    #[test]
    fn a_number_and_its_digits() {
        for number in [0, 7, 10, 4095, u32::MAX] {
            let text = number.to_string();
            assert_eq!(Decimal::new().set(number), text.as_bytes());
            assert_eq!(decimal(text.as_bytes()), Some(number));
        }
    }

    #[test]
    fn anything_but_digits_is_no_number() {
        for text in [
            "",
            " 1",
            "1 ",
            "-1",
            "+1",
            "0x1",
            "4294967296",
            "99999999999",
        ] {
            assert_eq!(decimal(text.as_bytes()), None, "{text}");
        }
    }
}
