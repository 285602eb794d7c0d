//! Replacements: exit codes that become 0, and signals that replace other signals.

use crate::sys::Signal;

/// The exit codes that become 0, as a set of bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitCodes([u64; 4]);

impl ExitCodes {
    pub const NONE: Self = Self([0; 4]);

    pub fn insert(&mut self, code: u8) {
        self.0[usize::from(code / 64)] |= 1 << (code % 64);
    }

    #[must_use]
    pub fn remap(&self, code: u8) -> u8 {
        let becomes_0 = self.0[usize::from(code / 64)] & 1 << (code % 64) != 0;
        if becomes_0 { 0 } else { code }
    }
}

/// For each signal the number of the signal to forward instead. 0 drops the signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrites([u8; 65]);

impl Rewrites {
    pub const NONE: Self = {
        let mut numbers = [0; 65];
        let mut number = 0;
        while number < numbers.len() {
            numbers[number] = number as u8;
            number += 1;
        }
        Self(numbers)
    };

    pub fn insert(&mut self, from: Signal, to: Option<Signal>) {
        if let Some(number) = self.0.get_mut(usize::from(from.number())) {
            *number = to.map_or(0, Signal::number);
        }
    }

    /// Returns the signal to forward. None when the signal is dropped.
    #[must_use]
    pub fn apply(&self, signal: Signal) -> Option<Signal> {
        let number = self.0.get(usize::from(signal.number()))?;
        Signal::new(usize::from(*number))
    }
}
