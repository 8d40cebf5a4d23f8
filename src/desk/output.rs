//! Makes files piece by piece, each from the rows as they were when it was requested.

use std::collections::VecDeque;

use super::Desk;
use super::effect::{Effect, Effects, OutputId};
use super::export::Writing;
use crate::units::Millis;

/// Most files that wait.
const MAX_WAITING: usize = 16;
/// Most files of long lists that wait: each holds the results that a run changed after it was requested.
const MAX_LONG_WAITING: usize = 2;
/// Targets of a long list.
const LONG: u32 = 300_000;

/// A file to be made.
#[derive(Debug)]
struct Output {
    id: OutputId,
    name: String,
    mime: &'static str,
    writing: Writing,
}

/// Files to be made, one after the other.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    queue: VecDeque<Output>,
}

impl Outputs {
    pub(super) fn can_step(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Queues a file.
    pub(super) fn push(&mut self, name: String, mime: &'static str, writing: Writing, effects: &mut Effects) {
        let is_long = |writing: &Writing| writing.targets() > LONG;
        let long = self.queue.iter().filter(|output| is_long(&output.writing)).count();
        if self.queue.len() >= MAX_WAITING || (is_long(&writing) && long >= MAX_LONG_WAITING) {
            return effects
                .trouble("Too many files are being made.", "Wait for one of them, then save again.");
        }
        let id = effects.new_output();
        self.queue.push_back(Output { id, name, mime, writing });
    }
}

impl Desk {
    /// Makes a piece of the first file.
    pub(super) fn step_output(&mut self, _now: Millis) {
        let Some(output) = self.outputs.queue.front_mut() else { return };
        let mut bytes = Vec::new();
        let has_more = output.writing.step(&mut bytes);
        let id = output.id;
        if !bytes.is_empty() {
            self.effects.push(Effect::Append { output: id, bytes });
        }
        if has_more {
            return;
        }
        if let Some(Output { name, mime, writing, .. }) = self.outputs.queue.pop_front() {
            let masked = writing.masked();
            self.effects.push(Effect::Save { output: id, name, mime, masked });
        }
    }
}
