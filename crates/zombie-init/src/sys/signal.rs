//! Signals as the kernel numbers them: 1 to 64. The real-time signals begin at 32.
//!
//! glibc and musl reserve the first two or three real-time signals and hide them from `sigfillset`.
//! The kernel treats them like any other signal, and so does this module.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal(u8);

impl Signal {
    pub const INT: Self = Self(2);
    pub const QUIT: Self = Self(3);
    pub const ILL: Self = Self(4);
    pub const TRAP: Self = Self(5);
    pub const ABRT: Self = Self(6);
    pub const BUS: Self = Self(7);
    pub const FPE: Self = Self(8);
    pub const KILL: Self = Self(9);
    pub const SEGV: Self = Self(11);
    pub const TERM: Self = Self(15);
    pub const CHLD: Self = Self(17);
    pub const CONT: Self = Self(18);
    pub const STOP: Self = Self(19);
    pub const TSTP: Self = Self(20);
    pub const TTIN: Self = Self(21);
    pub const TTOU: Self = Self(22);
    pub const IO: Self = Self(29);
    pub const SYS: Self = Self(31);

    /// The highest signal number, that of SIGRTMAX.
    pub const MAX: u8 = 64;

    #[must_use]
    pub fn new(number: usize) -> Option<Self> {
        let number = u8::try_from(number).ok()?;
        (1..=Self::MAX).contains(&number).then_some(Self(number))
    }

    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}
