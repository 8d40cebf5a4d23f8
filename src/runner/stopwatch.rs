//! How long a run has run.

use crate::units::Millis;

/// Measures a run's time without its pauses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopwatch {
    pub(super) started: Millis,
    paused: Millis,
    paused_at: Option<Millis>,
}

impl Stopwatch {
    pub(super) fn start(now: Millis) -> Self {
        Self { started: now, paused: Millis::ZERO, paused_at: None }
    }

    pub(super) fn pause(&mut self, now: Millis) {
        self.paused_at.get_or_insert(now);
    }

    pub(super) fn resume(&mut self, now: Millis) {
        if let Some(at) = self.paused_at.take() {
            self.paused = self.paused + now.since(at);
        }
    }

    pub(super) fn read(&self, now: Millis) -> Millis {
        self.paused_at.unwrap_or(now).since(self.started).since(self.paused)
    }
}
