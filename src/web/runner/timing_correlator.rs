//! Matches each ended attempt with its Resource Timing entry, whichever comes first.

use hashbrown::HashMap;

use super::resource_timing::Entry;
use crate::protocol::{RunKind, RunNumber};
use crate::result::outcome::Outcome;
use crate::result::timing::{Provenance, Timing};
use crate::units::Millis;

/// How long an ended attempt waits for its entry; then its phases count as hidden.
pub(super) const ENTRY_WAIT_MS: f64 = 250.0;

#[derive(Debug, Default)]
pub(super) struct TimingCorrelator {
    run: RunNumber,
    kind: RunKind,
    /// Entries of attempts that have not ended.
    early: HashMap<u32, Entry>,
    /// Attempts without an entry, and when they ended.
    waiting: HashMap<u32, (Outcome, Millis)>,
    ready: Vec<Outcome>,
}

impl TimingCorrelator {
    /// For one run: entries of others are dropped. A practice run waits for none: a fetch that a service worker answers has
    /// no network phases.
    pub(super) fn new(run: RunNumber, kind: RunKind) -> Self {
        Self { run, kind, ..Self::default() }
    }

    pub(super) fn complete(&mut self, attempt: u32, mut outcome: Outcome, now: Millis) {
        if outcome.timing.provenance == Provenance::None {
            self.ready.push(outcome);
        } else if self.kind == RunKind::Practice {
            outcome.timing.provenance = Provenance::Practice;
            self.ready.push(outcome);
        } else if let Some(entry) = self.early.remove(&attempt) {
            self.ready.push(matched(outcome, entry));
        } else {
            self.waiting.insert(attempt, (outcome, now));
        }
    }

    /// Adds entries; those of attempts neither waiting nor `in_flight` are dropped.
    pub(super) fn take_entries(
        &mut self,
        entries: HashMap<(RunNumber, u32), Entry>,
        in_flight: impl Fn(u32) -> bool,
    ) {
        for ((run, attempt), entry) in entries {
            if run != self.run || self.kind == RunKind::Practice {
                continue;
            }
            if let Some((outcome, _)) = self.waiting.remove(&attempt) {
                self.ready.push(matched(outcome, entry));
            } else if in_flight(attempt) {
                self.early.insert(attempt, entry);
            }
        }
    }

    /// Takes all attempts that are matched or have waited long enough.
    pub(super) fn take_ready(&mut self, now: Millis) -> Vec<Outcome> {
        let overdue = Millis::new(ENTRY_WAIT_MS);
        let late: Vec<u32> = self
            .waiting
            .iter()
            .filter(|(_, (_, ended))| now.since(*ended) >= overdue)
            .map(|(&attempt, _)| attempt)
            .collect();
        for attempt in late {
            self.ready.extend(self.waiting.remove(&attempt).map(|(outcome, _)| outcome));
        }
        std::mem::take(&mut self.ready)
    }

    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether something can go to the desk.
    pub(super) fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }
}

/// The outcome with the entry's phases; the clock's total stays if those are hidden.
fn matched(mut outcome: Outcome, entry: Entry) -> Outcome {
    if let Some(timing) = entry.timing {
        outcome.timing = Timing { queue: outcome.timing.queue, ..timing };
    }
    outcome.protocol = entry.protocol;
    outcome
}
