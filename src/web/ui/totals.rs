//! The totals on screen: their names in test hooks, their colours, and the numbers in the status bar's `data-` attributes.

use leptos::prelude::*;

use super::list::ListState;
use super::run::RunState;
use super::state::PageState;
use crate::result::verdict::Total;
use crate::units::{Fixed, Millis};

/// The name of `total` in a test hook, as in the status bar's attributes.
pub(super) const fn hook(total: Total) -> &'static str {
    match total {
        Total::Working => "working",
        Total::Broken => "broken",
        Total::Unverified => "unverified",
        Total::NotSent => "not-sent",
        Total::Cancelled => "cancelled",
        Total::Ignored => "ignored",
    }
}

/// The CSS class for the colour of a total, or of what waits; a sign always goes with it.
pub(super) const fn tone(total: Option<Total>) -> &'static str {
    match total {
        None => "is-waiting",
        Some(Total::Working) => "is-ok",
        Some(Total::Broken) => "is-bad",
        Some(Total::Unverified) => "is-unsure",
        Some(Total::NotSent | Total::Cancelled | Total::Ignored) => "is-none",
    }
}

/// What the attributes say. The six totals add up to `done`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct RunFigures {
    links: u32,
    targets: u32,
    done: u32,
    in_flight: u32,
    totals: [u32; Total::ALL.len()],
    elapsed: Millis,
}

impl RunFigures {
    pub(super) fn attributes(&self) -> Vec<(String, String)> {
        let numbers = [
            ("links", self.links),
            ("targets", self.targets),
            ("done", self.done),
            ("in-flight", self.in_flight),
        ];
        let totals = Total::ALL.map(|total| (hook(total), self.totals[total as usize]));
        let numbers = numbers.into_iter().chain(totals).map(|(name, number)| (name, number.to_string()));
        let elapsed = ("elapsed-ms", Fixed(self.elapsed.get(), 0).to_string());
        numbers.chain([elapsed]).map(|(name, text)| (format!("data-{name}"), text)).collect()
    }

    /// The figures now; tracks all they depend on. Until the first report of a run they are those of its list.
    pub(super) fn now(list: ListState, run: RunState, phase: PageState) -> Self {
        let is_of_run = phase.is_active() || matches!(phase, PageState::Done | PageState::Stopped);
        match run.current_progress().filter(|_| is_of_run) {
            Some(progress) => run.summary.with(|summary| Self {
                links: summary.links,
                targets: summary.targets,
                done: summary.done,
                in_flight: progress.in_flight,
                totals: Total::ALL.map(|total| summary.count(total)),
                elapsed: progress.elapsed,
            }),
            None => list.reading.with(|reading| {
                let not_sent = reading.rejected + reading.left_out;
                Self {
                    links: reading.links,
                    targets: reading.targets,
                    done: not_sent,
                    totals: Total::ALL.map(|total| if total == Total::NotSent { not_sent } else { 0 }),
                    ..Self::default()
                }
            }),
        }
    }
}
