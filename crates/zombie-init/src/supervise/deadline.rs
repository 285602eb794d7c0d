//! The deadline by which the program must end.

use crate::sys::{self, Time};

const NANOSECONDS: i64 = 1_000_000_000;

/// The time by which the program must end. The time runs from the first request to end.
pub struct Deadline {
    seconds: Option<u32>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Idle,
    /// The end of the time, on the clock of [`now`]. None when the clock could not be read. The
    /// time then is over when a wait for the whole time has ended.
    Running(Option<i64>),
    Over,
}

impl Deadline {
    /// Without a number of seconds there is no deadline.
    pub const fn new(seconds: Option<u32>) -> Self {
        Self {
            seconds,
            state: State::Idle,
        }
    }

    /// Starts the time, unless the time runs already.
    pub fn start(&mut self) {
        if self.seconds.is_some() && self.state == State::Idle {
            let end = now().map(|now| now.saturating_add(self.whole()));
            self.state = State::Running(end);
        }
    }

    /// Returns the time left. None before the start and after the end: the wait then has no
    /// timeout.
    pub fn time_left(&self) -> Option<Time> {
        let State::Running(at) = self.state else {
            return None;
        };
        let left = match (at, now()) {
            (Some(at), Some(now)) => at.saturating_sub(now).max(0),
            _ => self.whole(),
        };
        Some(Time {
            seconds: left / NANOSECONDS,
            nanoseconds: left % NANOSECONDS,
        })
    }

    /// Returns whether the time is over. Returns true only once. `has_waited` says whether a wait
    /// for [`Self::time_left`] has just ended without a signal.
    pub fn is_over(&mut self, has_waited: bool) -> bool {
        let State::Running(at) = self.state else {
            return false;
        };
        let is_over = match (at, now()) {
            (Some(at), Some(now)) => at <= now,
            _ => has_waited,
        };
        if is_over {
            self.state = State::Over;
        }
        is_over
    }

    fn whole(&self) -> i64 {
        i64::from(self.seconds.unwrap_or(0)).wrapping_mul(NANOSECONDS)
    }
}

fn now() -> Option<i64> {
    let time = sys::now()?;
    let seconds = time.seconds.saturating_mul(NANOSECONDS);
    Some(seconds.saturating_add(time.nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::{Deadline, NANOSECONDS, State, now};

    #[test]
    fn the_time_starts_once() {
        let mut deadline = Deadline::new(Some(1000));
        assert!(deadline.time_left().is_none());
        deadline.start();
        let first = deadline.state;
        assert!((998..=1000).contains(&deadline.time_left().unwrap().seconds));
        deadline.start();
        assert_eq!(deadline.state, first);
        assert!(!deadline.is_over(true));
    }

    #[test]
    fn the_time_left_shrinks_with_the_clock() {
        let before = now().unwrap();
        assert!(before > NANOSECONDS, "the clock starts at boot");
        let at = before.saturating_add(1000 * NANOSECONDS + NANOSECONDS / 2);
        let deadline = Deadline {
            seconds: Some(1),
            state: State::Running(Some(at)),
        };
        let left = deadline.time_left().unwrap();
        let left = left.seconds * NANOSECONDS + left.nanoseconds;
        assert!((at - now().unwrap()..=at - before).contains(&left));
    }

    #[test]
    fn it_is_over_once() {
        let mut deadline = Deadline {
            seconds: Some(1),
            state: State::Running(now()),
        };
        let left = deadline.time_left().unwrap();
        assert_eq!((left.seconds, left.nanoseconds), (0, 0));
        assert!(deadline.is_over(false));
        assert!(!deadline.is_over(true));
        deadline.start();
        assert!(!deadline.is_over(true) && deadline.time_left().is_none());
    }

    #[test]
    fn without_a_clock_it_is_over_after_a_wait() {
        let mut deadline = Deadline {
            seconds: Some(1),
            state: State::Running(None),
        };
        assert_eq!(deadline.time_left().unwrap().seconds, 1);
        assert!(!deadline.is_over(false));
        assert!(deadline.is_over(true));
    }

    #[test]
    fn without_seconds_there_is_no_deadline() {
        let mut deadline = Deadline::new(None);
        deadline.start();
        assert!(deadline.time_left().is_none() && !deadline.is_over(true));
    }
}
