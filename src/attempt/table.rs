//! All attempts of a run that have no outcome yet, each in one of three stages.

use super::answer::Answer;
use super::entry::TimingEntry;
use crate::ids::{NumberMap, TargetId};
use crate::result::outcome::{AttemptEnd, Outcome};
use crate::result::timing::{Provenance, Timing};
use crate::schedule::action::AttemptId;
use crate::units::Millis;

#[cfg(test)]
mod tests;

/// How long a settled attempt waits for its entry, in milliseconds; then its phases count as hidden.
pub const ENTRY_WAIT_MS: f64 = 250.0;

/// What the scheduler says of an attempt that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in an outcome")]
pub struct Settlement {
    pub target: TargetId,
    /// Which attempt of its target it is, from 1.
    pub ordinal: u8,
    pub last: bool,
    pub possibly_browser_queued: bool,
    /// Whether it says nothing of its target, since the machine slept or went offline.
    pub is_interrupted: bool,
}

#[derive(Debug)]
enum Stage<H> {
    /// Handed to the browser, after `queued`. Its entry may come before its answer.
    InFlight { handle: H, queued: Millis, entry: Option<TimingEntry> },
    /// Its end is known, and the scheduler decides what follows.
    Answered { answer: Answer, queued: Millis, entry: Option<TimingEntry> },
    /// It lacks its entry alone. It ended at `ended`.
    Awaiting { outcome: Outcome, ended: Millis },
}

/// The attempts of a run from their start to their outcome; `H` is what one in flight is aborted by.
///
/// [`begin`](Self::begin), [`answer`](Self::answer) and [`settle`](Self::settle) come in this order, once each; what comes out of
/// order, or for an attempt that is not here, is ignored. An entry may come at any time. The outcomes are in
/// [`take_ready`](Self::take_ready): one for each attempt that was settled.
#[derive(Debug)]
pub struct AttemptTable<H> {
    /// The run's start on the runner's clock.
    started: Millis,
    /// Whether a service worker answers: such a fetch has no network phases.
    is_practice: bool,
    /// By the number of the attempt.
    stages: NumberMap<Stage<H>>,
    /// Number of those awaiting their entry.
    awaiting: usize,
    ready: Vec<Outcome>,
}

impl<H> AttemptTable<H> {
    /// No attempts of a run that started at `started`.
    pub fn new(started: Millis, is_practice: bool) -> Self {
        Self { started, is_practice, stages: NumberMap::default(), awaiting: 0, ready: Vec::new() }
    }

    /// An attempt is in flight from now on, after it was `queued`.
    pub fn begin(&mut self, attempt: AttemptId, handle: H, queued: Millis) {
        self.stages.insert(attempt.0, Stage::InFlight { handle, queued, entry: None });
    }

    /// What an attempt in flight is aborted by.
    pub fn handle(&self, attempt: AttemptId) -> Option<&H> {
        match self.stages.get(&attempt.0)? {
            Stage::InFlight { handle, .. } => Some(handle),
            _ => None,
        }
    }

    /// The handles of all in flight, in no order.
    pub fn handles(&self) -> impl Iterator<Item = &H> {
        self.stages.values().filter_map(|stage| match stage {
            Stage::InFlight { handle, .. } => Some(handle),
            _ => None,
        })
    }

    /// An attempt in flight has ended; returns whether it was in flight.
    pub fn answer(&mut self, attempt: AttemptId, answer: Answer) -> bool {
        let Some(stage) = self.stages.get_mut(&attempt.0) else { return false };
        let Stage::InFlight { queued, entry, .. } = stage else { return false };
        *stage = Stage::Answered { answer, queued: *queued, entry: entry.take() };
        true
    }

    /// Makes the outcome of an answered attempt, which waits for its entry unless that is here or never comes.
    pub fn settle(&mut self, attempt: AttemptId, settlement: Settlement) {
        let Some(stage) = self.stages.remove(&attempt.0) else { return };
        let Stage::Answered { answer, queued, entry } = stage else {
            self.stages.insert(attempt.0, stage);
            return;
        };
        let ended = answer.ended;
        let mut outcome = outcome(answer, settlement, queued, self.started);
        match (outcome.timing.provenance, entry) {
            (Provenance::None | Provenance::Visit | Provenance::Probe, _) => {}
            _ if self.is_practice => outcome.timing.provenance = Provenance::Practice,
            (_, Some(entry)) => entry.complete(&mut outcome),
            (_, None) => {
                self.stages.insert(attempt.0, Stage::Awaiting { outcome, ended });
                self.awaiting += 1;
                return;
            }
        }
        self.ready.push(outcome);
    }

    /// The entry of an attempt came. One of an attempt that is not here is dropped.
    pub fn take_entry(&mut self, attempt: AttemptId, new: TimingEntry) {
        match self.stages.get_mut(&attempt.0) {
            _ if self.is_practice => {}
            Some(Stage::InFlight { entry, .. } | Stage::Answered { entry, .. }) => *entry = Some(new),
            Some(Stage::Awaiting { .. }) => {
                if let Some(Stage::Awaiting { mut outcome, .. }) = self.stages.remove(&attempt.0) {
                    new.complete(&mut outcome);
                    self.awaiting -= 1;
                    self.ready.push(outcome);
                }
            }
            None => {}
        }
    }

    /// Those that ended as the last of their target and lack their entry alone.
    pub fn awaiting(&self) -> impl Iterator<Item = &Outcome> {
        let stages = if self.awaiting > 0 { Some(self.stages.values()) } else { None };
        stages.into_iter().flatten().filter_map(|stage| match stage {
            Stage::Awaiting { outcome, .. } if outcome.last => Some(outcome),
            _ => None,
        })
    }

    /// Takes the outcomes of all that have their entry, need none, or have waited long enough for it.
    pub fn take_ready(&mut self, now: Millis) -> Vec<Outcome> {
        let Self { stages, awaiting, ready, .. } = self;
        if *awaiting > 0 {
            let overdue = Millis::new(ENTRY_WAIT_MS);
            let is_late = |stage: &Stage<H>| matches!(stage, Stage::Awaiting { ended, .. } if now.since(*ended) >= overdue);
            for (_, stage) in stages.extract_if(|_, stage| is_late(stage)) {
                if let Stage::Awaiting { outcome, .. } = stage {
                    *awaiting -= 1;
                    ready.push(outcome);
                }
            }
        }
        core::mem::take(ready)
    }

    /// Whether any awaits its entry.
    pub fn is_waiting(&self) -> bool {
        self.awaiting > 0
    }

    /// Whether an outcome is ready.
    pub fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }
}

fn outcome(answer: Answer, settlement: Settlement, queued: Millis, run_started: Millis) -> Outcome {
    let end = if settlement.is_interrupted { AttemptEnd::Interrupted } else { answer.end };
    let sent = !matches!(end, AttemptEnd::NotSent(_));
    // A visit is cut off after its headers: it has no time that could be held against another.
    let is_timed = sent && answer.provenance != Provenance::Visit;
    Outcome {
        target: settlement.target,
        attempt: settlement.ordinal,
        last: settlement.last,
        possibly_browser_queued: settlement.possibly_browser_queued,
        end,
        started: Some(answer.started.since(run_started)),
        timing: Timing {
            provenance: if sent { answer.provenance } else { Provenance::None },
            queue: sent.then_some(queued),
            total: is_timed.then(|| answer.ended.since(answer.started)),
            ..Timing::default()
        },
        content_type: answer.content_type,
        protocol: None,
        final_url: answer.final_url,
        error: answer.error,
        is_challenged: answer.is_challenged,
        observed: answer.evidence,
    }
}
