//! The numbers of the run strip's `data-` attributes: of the run, or before Start of the list as it was read.

use leptos::prelude::*;

use super::state::{PageState, State};
use crate::result::verdict::Total;
use crate::units::Millis;

/// What the attributes say. The six totals add up to `done`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Figures {
    pub(super) links: u32,
    pub(super) targets: u32,
    pub(super) done: u32,
    pub(super) in_flight: u32,
    totals: [u32; Total::ALL.len()],
    pub(super) elapsed: Millis,
}

impl Figures {
    /// Links whose verdict counts in `total`.
    pub(super) const fn of(&self, total: Total) -> u32 {
        self.totals[total as usize]
    }

    /// The figures now; tracks all they depend on. Until the first report of a run they are those of its list: a
    /// report of the run before says nothing of this one.
    pub(super) fn now(state: State, phase: PageState) -> Self {
        let is_of_run = phase.is_active() || matches!(phase, PageState::Done | PageState::Stopped);
        match state.current_progress().filter(|_| is_of_run) {
            Some(progress) => state.summary.with(|summary| Self {
                links: summary.links,
                targets: summary.targets,
                done: summary.done,
                in_flight: progress.in_flight,
                totals: Total::ALL.map(|total| summary.count(total)),
                elapsed: progress.elapsed,
            }),
            None => state.reading.with(|reading| Self {
                links: reading.links,
                targets: reading.targets,
                done: reading.rejected,
                totals: Total::ALL.map(|total| if total == Total::NotSent { reading.rejected } else { 0 }),
                ..Self::default()
            }),
        }
    }
}
