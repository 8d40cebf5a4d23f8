//! The attempts before the last one, kept for the detail of a row.

use hashbrown::HashMap;

use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use super::timing::Timing;
use super::verdict::Verdict;
use crate::ids::TargetId;
use crate::units::Millis;

/// Most past attempts kept: about 20 MB. So at most as many targets have any.
pub const MAX_PAST_ATTEMPTS: u32 = 100_000;

/// One attempt, as the detail shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// Which attempt of its target, from 1.
    pub attempt: u8,
    /// What it ended in, in the words of a verdict.
    pub end: Verdict,
    /// When it was handed to the browser, since the run's start; `None` when not reported.
    pub started: Option<Millis>,
    /// How long it took, and where the time went.
    pub timing: Timing,
}

impl Attempt {
    /// The attempt that ended in `outcome`.
    pub fn of(outcome: &Outcome) -> Self {
        Self {
            attempt: outcome.attempt,
            end: Verdict::of(&outcome.end, outcome.possibly_browser_queued),
            started: outcome.started,
            timing: outcome.timing,
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    attempts: HashMap<TargetId, Vec<Attempt>>,
    kept: u32,
    dropped: u32,
}

impl History {
    /// Keeps `outcome`, in place of the same attempt of the same target when that came before.
    pub(crate) fn keep(&mut self, outcome: &Outcome) {
        self.keep_attempt(outcome.target, Attempt::of(outcome));
    }

    pub(crate) fn keep_attempt(&mut self, target: TargetId, attempt: Attempt) {
        let past = self.attempts.get_mut(&target);
        let same = past.and_then(|past| past.iter_mut().find(|kept| kept.attempt == attempt.attempt));
        if let Some(same) = same {
            *same = attempt;
        } else if self.kept < MAX_PAST_ATTEMPTS {
            self.attempts.entry(target).or_default().push(attempt);
            self.kept += 1;
        } else {
            self.dropped += 1;
        }
    }

    /// The past attempts of `target`, in the order in which they ended.
    pub(crate) fn of(&self, target: TargetId) -> &[Attempt] {
        self.attempts.get(&target).map_or(&[], Vec::as_slice)
    }

    /// Number of attempts that were not kept because there were too many.
    pub(crate) const fn dropped(&self) -> u32 {
        self.dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::outcome::AttemptEnd;

    #[test]
    fn it_keeps_no_more_than_it_says() {
        let mut history = History::default();
        let mut outcome =
            Outcome { last: false, ..Outcome::new(TargetId(0), 1, AttemptEnd::NoVisibleAnswer) };
        for target in 0..MAX_PAST_ATTEMPTS + 5 {
            outcome.target = TargetId(target);
            history.keep(&outcome);
        }
        assert_eq!(history.dropped(), 5);
        outcome.target = TargetId(0);
        history.keep(&outcome);
        assert_eq!(
            (history.of(TargetId(0)).len(), history.dropped()),
            (1, 5),
            "the same attempt again takes no room"
        );
    }
}
