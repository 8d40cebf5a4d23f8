//! When starts are due that come evenly, whatever the answers: an open load, as users make it who do not wait for each other.

use crate::settings::Rate;
use crate::units::Millis;

/// The instants at which starts are due, one after the other. A start may be late; those after it are due all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arrivals {
    next: Millis,
}

impl Arrivals {
    /// The first is due at once.
    pub(super) const fn from(now: Millis) -> Self {
        Self { next: now }
    }

    /// When the next start is due.
    pub(super) const fn next(self) -> Millis {
        self.next
    }

    /// Takes the next one for a target that could not be started before `since`; returns when it was due. A time without a
    /// target is nobody's delay, and is not made up for.
    pub(super) fn take(&mut self, since: Millis, rate: Rate) -> Millis {
        let due = self.next.max(since);
        self.next = due + Millis::new(rate.window().get() / f64::from(rate.starts()));
        due
    }

    /// A pause is over: it delayed nobody.
    pub(super) fn go_on(&mut self, now: Millis) {
        self.next = self.next.max(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_is_due_evenly_after_the_one_before_however_late_that_was() {
        let rate = Rate::per_second(4.0).expect("it is a rate");
        let mut arrivals = Arrivals::from(Millis::new(100.0));
        let due: Vec<f64> = (0..3).map(|_| arrivals.take(Millis::ZERO, rate).get()).collect();
        assert_eq!(due, [100.0, 350.0, 600.0]);
        assert_eq!(
            arrivals.take(Millis::new(5_000.0), rate),
            Millis::new(5_000.0),
            "there was nobody before"
        );
        assert_eq!(arrivals.next(), Millis::new(5_250.0));
        arrivals.go_on(Millis::new(9_000.0));
        assert_eq!(arrivals.next(), Millis::new(9_000.0));
    }
}
