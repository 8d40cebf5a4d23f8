//! Brings each ended attempt and its Resource Timing entry together, whichever comes first.

use hashbrown::HashMap;

use super::resource_timing::Entry;
use crate::protocol::{RunKind, RunNumber};
use crate::result::outcome::Outcome;
use crate::result::timing::{Provenance, Timing};
use crate::units::Millis;

/// How long an ended attempt waits for its entry; after that its phases are hidden.
pub(super) const ENTRY_WAIT_MS: f64 = 250.0;

/// Ended attempts on their way to the desk.
#[derive(Debug, Default)]
pub(super) struct TimingCorrelator {
    run: RunNumber,
    kind: RunKind,
    /// Entries that came before their attempt had ended.
    early: HashMap<u32, Entry>,
    /// Attempts whose entry is still to come, with the instant they ended.
    waiting: HashMap<u32, (Outcome, Millis)>,
    ready: Vec<Outcome>,
}

impl TimingCorrelator {
    /// For one run: entries of others are dropped. In a practice run none is waited for: what the browser tells of a
    /// fetch that a service worker answered are no phases of a network.
    pub(super) fn new(run: RunNumber, kind: RunKind) -> Self {
        Self { run, kind, ..Self::default() }
    }

    /// Takes in an ended attempt.
    pub(super) fn complete(&mut self, attempt: u32, mut outcome: Outcome, now: Millis) {
        if outcome.timing.provenance == Provenance::None {
            self.ready.push(outcome);
        } else if self.kind == RunKind::Practice {
            outcome.timing.provenance = Provenance::Practice;
            self.ready.push(outcome);
        } else if let Some(entry) = self.early.remove(&attempt) {
            self.ready.push(paired(outcome, entry));
        } else {
            self.waiting.insert(attempt, (outcome, now));
        }
    }

    /// Takes in entries; `in_flight` tells which attempts have not ended yet, all others are dropped.
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
                self.ready.push(paired(outcome, entry));
            } else if in_flight(attempt) {
                self.early.insert(attempt, entry);
            }
        }
    }

    /// All that can go to the desk now: what is paired, and what has waited long enough.
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

    /// Whether attempts still wait for their entries.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether something can go to the desk.
    pub(super) fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }
}

/// The outcome with the browser's word in it: its phases where they are visible, else the clock's total stays.
fn paired(mut outcome: Outcome, entry: Entry) -> Outcome {
    if let Some(timing) = entry.timing {
        outcome.timing = Timing { queue: outcome.timing.queue, ..timing };
    }
    outcome.protocol = entry.protocol;
    outcome
}
