//! Sets of signals, and the set of signals that the init forwards.

use super::signal::Signal;

/// A set of signals, laid out as the kernel's `sigset_t`: 64 bits on every 64-bit platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct Set(u64);

impl Set {
    /// All signals. The kernel itself leaves SIGKILL and SIGSTOP out of a mask.
    pub const ALL: Self = Self(u64::MAX);
    pub const NONE: Self = Self(0);

    /// The signals that the init forwards to the program. The other signals concern the init:
    /// - SIGCHLD says that a child of the init died.
    /// - SIGTTIN and SIGTTOU say that the init used the terminal from the background.
    /// - The rest are the kernel's answer to an instruction of the init.
    pub const FORWARDED: Self = Self::ALL
        .without(Signal::KILL)
        .without(Signal::STOP)
        .without(Signal::CHLD)
        .without(Signal::TTIN)
        .without(Signal::TTOU)
        .without(Signal::FPE)
        .without(Signal::ILL)
        .without(Signal::SEGV)
        .without(Signal::BUS)
        .without(Signal::ABRT)
        .without(Signal::TRAP)
        .without(Signal::SYS);

    const fn bit(signal: Signal) -> u64 {
        // The subtraction wraps, so it cannot panic. There is no signal 0.
        1u64.wrapping_shl(signal.number().wrapping_sub(1) as u32)
    }

    #[must_use]
    pub const fn with(self, signal: Signal) -> Self {
        Self(self.0 | Self::bit(signal))
    }

    #[must_use]
    pub const fn without(self, signal: Signal) -> Self {
        Self(self.0 & !Self::bit(signal))
    }

    #[must_use]
    pub const fn contains(self, signal: Signal) -> bool {
        self.0 & Self::bit(signal) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::Set;
    use crate::sys::Signal;

    #[test]
    fn a_set_is_the_kernels_bit_mask() {
        assert_eq!(Set::NONE.with(Signal::new(1).unwrap()), Set(1));
        assert_eq!(Set::NONE.with(Signal::new(64).unwrap()), Set(1 << 63));
        assert_eq!(Set::NONE.with(Signal::TERM), Set(0x4000));
        assert_eq!(Set::ALL.with(Signal::TERM), Set::ALL);
        assert!(!Set::ALL.without(Signal::TERM).contains(Signal::TERM));
    }

    #[test]
    fn all_signals_but_twelve_are_forwarded() {
        let spared = [4, 5, 6, 7, 8, 9, 11, 17, 19, 21, 22, 31];
        for number in 1..=64 {
            let forwarded = Set::FORWARDED.contains(Signal::new(number).unwrap());
            assert_eq!(forwarded, !spared.contains(&number), "{number}");
        }
    }
}
