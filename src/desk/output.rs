//! Makes files piece by piece, each from the rows as they were when it was requested.

use std::collections::VecDeque;

use super::Desk;
use super::code::Packing;
use super::effect::{Effect, Effects, OutputId};
use super::export::Writing;
use crate::units::Millis;

/// Most files that wait.
const MAX_WAITING: usize = 16;
/// Most files of long lists that wait: each holds the results that a run changed after it was requested.
const MAX_LONG_WAITING: usize = 2;
/// Targets of a long list.
const LONG: u32 = 300_000;

/// What makes a file.
#[derive(Debug)]
pub(super) enum Maker {
    Rows(Writing),
    Scripts(Packing),
}

impl Maker {
    /// Number of links whose addresses were masked so far.
    fn masked(&self) -> u32 {
        match self {
            Self::Rows(writing) => writing.masked(),
            Self::Scripts(_) => 0,
        }
    }

    /// Appends the next piece to `out`; returns whether there is more.
    ///
    /// # Errors
    /// When it cannot be made.
    fn step(&mut self, out: &mut Vec<u8>) -> Result<bool, String> {
        match self {
            Self::Rows(writing) => Ok(writing.step(out)),
            Self::Scripts(packing) => packing.step(out),
        }
    }
}

/// A file to be made.
#[derive(Debug)]
struct Output {
    id: OutputId,
    name: String,
    mime: &'static str,
    maker: Maker,
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
    pub(super) fn push(&mut self, name: String, mime: &'static str, maker: Maker, effects: &mut Effects) {
        let is_long = |maker: &Maker| matches!(maker, Maker::Rows(writing) if writing.targets() > LONG);
        let long = self.queue.iter().filter(|output| is_long(&output.maker)).count();
        if self.queue.len() >= MAX_WAITING || (is_long(&maker) && long >= MAX_LONG_WAITING) {
            return effects
                .trouble("Too many files are being made.", "Wait for one of them, then save again.");
        }
        let id = effects.new_output();
        self.queue.push_back(Output { id, name, mime, maker });
    }
}

impl Desk {
    /// Makes a piece of the first file.
    pub(super) fn step_output(&mut self, _now: Millis) {
        let Some(output) = self.outputs.queue.front_mut() else { return };
        let mut bytes = Vec::new();
        let more = output.maker.step(&mut bytes);
        let id = output.id;
        if !bytes.is_empty() {
            self.effects.push(Effect::Append { output: id, bytes });
        }
        match more {
            Ok(true) => {}
            Ok(false) => {
                if let Some(Output { name, mime, maker, .. }) = self.outputs.queue.pop_front() {
                    let masked = maker.masked();
                    self.effects.push(Effect::Save { output: id, name, mime, masked });
                }
            }
            Err(error) => {
                self.outputs.queue.pop_front();
                self.effects.push(Effect::Discard(id));
                self.effects.trouble(
                    format!("The file cannot be made: {error}."),
                    "Save a part of the list, by a filter.",
                );
            }
        }
    }
}
