//! How many attempts may be in flight over all lanes: the user's limit, lowered when the browser refuses.

use super::action::{AttemptId, Notice};

/// The global limit.
#[derive(Debug)]
pub(super) struct Ceiling {
    limit: u32,
    /// The first attempt that was started under this limit.
    since: AttemptId,
}

impl Ceiling {
    /// A limit of `limit`, 1 or more.
    pub(super) const fn new(limit: u32) -> Self {
        Self { limit, since: AttemptId(0) }
    }

    /// The limit, 1 or more.
    pub(super) const fn limit(&self) -> u32 {
        self.limit
    }

    /// Puts the user's word in force, whatever the browser refused before.
    pub(super) const fn set(&mut self, limit: u32) {
        self.limit = limit;
    }

    /// Halves the limit because `attempt` was refused; `next` is the attempt that would be started next.
    ///
    /// `None` when there is nothing to lower, or when `attempt` was started before the last halving: refusals come in
    /// bursts, and one burst is one reason.
    pub(super) fn refuse(&mut self, attempt: AttemptId, next: AttemptId) -> Option<Notice> {
        if attempt < self.since || self.limit == 1 {
            return None;
        }
        let from = self.limit;
        self.limit = from / 2;
        self.since = next;
        Some(Notice::Refused { from, to: self.limit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_burst_of_refusals_halves_once() {
        let mut ceiling = Ceiling::new(100);
        let notice = ceiling.refuse(AttemptId(40), AttemptId(100));
        assert_eq!(notice, Some(Notice::Refused { from: 100, to: 50 }));
        assert_eq!(ceiling.refuse(AttemptId(99), AttemptId(100)), None);
        let notice = ceiling.refuse(AttemptId(100), AttemptId(150));
        assert_eq!(notice, Some(Notice::Refused { from: 50, to: 25 }));
    }

    #[test]
    fn one_stays_one() {
        let mut ceiling = Ceiling::new(3);
        assert!(ceiling.refuse(AttemptId(0), AttemptId(1)).is_some());
        assert_eq!(ceiling.limit(), 1);
        assert_eq!(ceiling.refuse(AttemptId(1), AttemptId(2)), None);
        assert_eq!(ceiling.limit(), 1);
    }

    #[test]
    fn the_user_has_the_last_word() {
        let mut ceiling = Ceiling::new(100);
        ceiling.refuse(AttemptId(0), AttemptId(1));
        ceiling.set(80);
        assert_eq!(ceiling.limit(), 80);
    }
}
