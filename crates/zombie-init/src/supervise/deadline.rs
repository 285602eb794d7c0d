//! The deadline by which the program must end.

use crate::sys::{self, Time};

const NANOSECONDS: i64 = 1_000_000_000;

/// The time by which the program must end. The time runs from the first request to end.
pub struct Deadline {
    seconds: Option<u32>,
    /// The end of the time, on the clock of [`now`].
    at: Option<i64>,
}

impl Deadline {
    /// Without a number of seconds there is no deadline.
    pub const fn new(seconds: Option<u32>) -> Self {
        Self { seconds, at: None }
    }

    /// Starts the time, unless the time runs already.
    pub fn start(&mut self) {
        if let (Some(seconds), None) = (self.seconds, self.at) {
            let wait = i64::from(seconds).wrapping_mul(NANOSECONDS);
            self.at = Some(now().saturating_add(wait));
        }
    }

    /// Returns the time left. None before the start: the wait then has no timeout.
    pub fn time_left(&self) -> Option<Time> {
        let left = self.at?.saturating_sub(now()).max(0);
        Some(Time {
            seconds: left / NANOSECONDS,
            nanoseconds: left % NANOSECONDS,
        })
    }

    /// Returns whether the time is over. Returns true only once.
    pub fn is_over(&mut self) -> bool {
        let is_over = self.at.is_some_and(|at| at <= now());
        if is_over {
            self.at = Some(i64::MAX);
        }
        is_over
    }
}

fn now() -> i64 {
    let time = sys::now();
    time.seconds
        .saturating_mul(NANOSECONDS)
        .saturating_add(time.nanoseconds)
}

#[cfg(test)]
mod tests {
    use super::{Deadline, NANOSECONDS, now};

    #[test]
    fn the_time_starts_once() {
        let mut deadline = Deadline::new(Some(1000));
        assert!(deadline.time_left().is_none());
        deadline.start();
        let first = deadline.at;
        assert!((998..=1000).contains(&deadline.time_left().unwrap().seconds));
        deadline.start();
        assert_eq!(deadline.at, first);
        assert!(!deadline.is_over());
    }

    #[test]
    fn the_time_left_shrinks_with_the_clock() {
        let before = now();
        assert!(before > NANOSECONDS, "the clock starts at boot");
        let at = before.saturating_add(1000 * NANOSECONDS + NANOSECONDS / 2);
        let deadline = Deadline {
            seconds: Some(1),
            at: Some(at),
        };
        let left = deadline.time_left().unwrap();
        let left = left.seconds * NANOSECONDS + left.nanoseconds;
        assert!((at - now()..=at - before).contains(&left));
    }

    #[test]
    fn it_is_over_once() {
        let mut deadline = Deadline {
            seconds: Some(1),
            at: Some(now()),
        };
        let left = deadline.time_left().unwrap();
        assert_eq!((left.seconds, left.nanoseconds), (0, 0));
        assert!(deadline.is_over());
        assert!(!deadline.is_over());
        deadline.start();
        assert!(!deadline.is_over());
    }

    #[test]
    fn without_seconds_there_is_no_deadline() {
        let mut deadline = Deadline::new(None);
        deadline.start();
        assert!(deadline.time_left().is_none() && !deadline.is_over());
    }
}
