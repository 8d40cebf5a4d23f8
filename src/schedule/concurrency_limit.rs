//! Attempts in flight over all lanes: the user's limit, lowered when the browser refuses, and below it by self-tuning.

use super::action::AttemptId;
use super::notice::Notice;
use super::tuner::Tuner;
use crate::settings::{Limits, Strategy};
use crate::units::Millis;

#[derive(Debug)]
pub(super) struct ConcurrencyLimit {
    /// The user's limit, or what refusals have left of it.
    most: u32,
    /// The first attempt that was started under it.
    since: AttemptId,
    /// Only in a run that tunes itself.
    tuner: Option<Tuner>,
}

impl ConcurrencyLimit {
    pub(super) fn new(limits: &Limits) -> Self {
        let mut this = Self { most: limits.concurrency, since: AttemptId(0), tuner: None };
        this.set(limits, Millis::ZERO);
        this
    }

    /// The limit, 1 or more.
    pub(super) fn limit(&self) -> u32 {
        self.tuner.as_ref().map_or(self.most, |tuner| tuner.level().min(self.most))
    }

    /// Puts the user's word in force, whatever the browser refused before.
    pub(super) fn set(&mut self, limits: &Limits, now: Millis) -> Option<Notice> {
        self.most = limits.concurrency;
        match limits.strategy {
            Strategy::Fixed | Strategy::Arrivals => {
                self.tuner = None;
                None
            }
            Strategy::SelfTuning => {
                let tuner = self.tuner.get_or_insert_with(|| Tuner::new(limits.concurrency));
                tuner.bound(limits.concurrency, now).map(Notice::Tuned)
            }
        }
    }

    /// Takes note that an attempt has ended, when `in_flight` were in flight, itself included.
    pub(super) fn handle_end(&mut self, is_good: bool, in_flight: u32, now: Millis) -> Option<Notice> {
        self.tuner.as_mut()?.handle_end(is_good, in_flight, now).map(Notice::Tuned)
    }

    /// Halves the limit because `attempt` was refused; `next` is the attempt to be started next. `None` when nothing is
    /// left to lower, or `attempt` began before the last halving: a burst of refusals is one reason.
    pub(super) fn refuse(&mut self, attempt: AttemptId, next: AttemptId, now: Millis) -> Option<Notice> {
        let from = self.limit();
        if attempt < self.since || from == 1 {
            return None;
        }
        self.most = from / 2;
        self.since = next;
        if let Some(tuner) = &mut self.tuner {
            // The refusal is what is said; that the level follows is no other.
            tuner.bound(self.most, now);
        }
        Some(Notice::Refused { from, to: self.most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concurrency_limit(concurrency: u32) -> ConcurrencyLimit {
        ConcurrencyLimit::new(&Limits { concurrency, ..Limits::default() })
    }

    fn refuse(concurrency_limit: &mut ConcurrencyLimit, attempt: u32, next: u32) -> Option<Notice> {
        concurrency_limit.refuse(AttemptId(attempt), AttemptId(next), Millis::ZERO)
    }

    #[test]
    fn one_burst_of_refusals_halves_once() {
        let mut concurrency_limit = concurrency_limit(100);
        assert_eq!(refuse(&mut concurrency_limit, 40, 100), Some(Notice::Refused { from: 100, to: 50 }));
        assert_eq!(refuse(&mut concurrency_limit, 99, 100), None);
        assert_eq!(refuse(&mut concurrency_limit, 100, 150), Some(Notice::Refused { from: 50, to: 25 }));
    }

    #[test]
    fn one_stays_one() {
        let mut concurrency_limit = concurrency_limit(3);
        assert!(refuse(&mut concurrency_limit, 0, 1).is_some());
        assert_eq!(concurrency_limit.limit(), 1);
        assert_eq!(refuse(&mut concurrency_limit, 1, 2), None);
        assert_eq!(concurrency_limit.limit(), 1);
    }

    #[test]
    fn the_user_has_the_last_word() {
        let mut concurrency_limit = concurrency_limit(100);
        refuse(&mut concurrency_limit, 0, 1);
        concurrency_limit.set(&Limits { concurrency: 80, ..Limits::default() }, Millis::ZERO);
        assert_eq!(concurrency_limit.limit(), 80);
    }

    #[test]
    fn a_run_that_tunes_itself_stays_below_the_limit_and_goes_back_to_it() {
        let tuned = Limits { concurrency: 100, strategy: Strategy::SelfTuning, ..Limits::default() };
        let mut concurrency_limit = ConcurrencyLimit::new(&tuned);
        assert_eq!(concurrency_limit.limit(), 8);
        assert_eq!(refuse(&mut concurrency_limit, 0, 8), Some(Notice::Refused { from: 8, to: 4 }));
        assert_eq!(concurrency_limit.limit(), 4);
        concurrency_limit.set(&Limits { strategy: Strategy::Fixed, ..tuned }, Millis::ZERO);
        assert_eq!(concurrency_limit.limit(), 100);
    }
}
