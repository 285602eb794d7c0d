//! Decodes the wait status of `wait4(2)` by hand, because libraries know no real-time signals
//! there.

use crate::sys::Signal;

/// The state of a child that a wait call reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Exited(u8),
    Killed(Signal),
    Stopped(Signal),
}

impl Status {
    /// Decodes a wait status. None for a word that no kernel writes.
    #[must_use]
    pub fn decode(word: i32) -> Option<Self> {
        let [low, high, ..] = word.to_le_bytes();
        match low & 0x7f {
            0 => Some(Self::Exited(high)),
            0x7f => Signal::new(high.into()).map(Self::Stopped),
            signal => Signal::new(signal.into()).map(Self::Killed),
        }
    }

    /// Returns the exit code that a shell would report: the exit code, or 128 plus the exit signal.
    /// None for a child that has only stopped.
    #[must_use]
    pub fn exit_code(self) -> Option<u8> {
        match self {
            Self::Exited(code) => Some(code),
            Self::Killed(signal) => Some(signal.number() | 128),
            Self::Stopped(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Status;
    use crate::sys::Signal;

    #[test]
    fn every_exit_code_is_kept() {
        for code in 0..=255 {
            let status = Status::decode(i32::from(code) << 8).unwrap();
            assert_eq!(status, Status::Exited(code));
            assert_eq!(status.exit_code(), Some(code));
        }
    }

    #[test]
    fn every_signal_is_128_and_its_number_whether_core_was_dumped_or_not() {
        for number in 1..=64u8 {
            for core in [0, 0x80] {
                let status = Status::decode(i32::from(number) | core).unwrap();
                assert_eq!(status, Status::Killed(Signal::new(number.into()).unwrap()));
                assert_eq!(status.exit_code(), Some(128 + number));
            }
        }
    }

    #[test]
    fn a_stopped_child_lives() {
        let status = Status::decode(20 << 8 | 0x7f).unwrap();
        assert_eq!(status, Status::Stopped(Signal::TSTP));
        assert_eq!(status.exit_code(), None);
    }

    #[test]
    fn what_no_kernel_writes_is_nothing() {
        for word in [0x7f, 65 << 8 | 0x7f, 65, 0xffff] {
            assert_eq!(Status::decode(word), None, "{word:#x}");
        }
    }
}
