//! Compare, as far as the desk has to do with it: it says which targets there are, and lets nothing else run at the same
//! time. The [tools](crate::tools) carry the comparison out.

mod plan;
mod sample;

use super::effect::ToolsAttachment;
use super::{Attached, Desk};
use crate::compare::row::ResultRow;
use crate::compare::view::ComparisonView;
use crate::protocol::{CompareCommand, CompareEvent, ToolsWork};

use plan::{PlanRequest, Planning};

/// The state of Compare.
#[derive(Debug, Default)]
pub(super) struct Comparing {
    request: Option<PlanRequest>,
    planning: Option<Planning>,
    /// Counts the plans.
    plans: u32,
    /// The plan of `request` ended with the tools that had made it.
    is_plan_lost: bool,
    is_running: bool,
    is_hidden: bool,
}

impl Comparing {
    pub(super) fn is_running(&self) -> bool {
        self.is_running
    }

    /// Whether the tab is hidden.
    pub(super) fn is_hidden(&self) -> bool {
        self.is_hidden
    }

    pub(super) fn can_step(&self) -> bool {
        self.planning.is_some()
    }
}

impl Desk {
    pub(super) fn handle_compare(&mut self, command: CompareCommand, attached: &Attached) {
        match command {
            CompareCommand::Plan { number, request, lines, settings, processors, has_preflights } => {
                let request = *request;
                self.plan(PlanRequest { number, request, lines, settings, processors, has_preflights });
            }
            CompareCommand::Start { .. } if self.runs.is_active() || self.retries.is_active() => {
                self.effects.trouble(
                    "A run is active: a comparison would measure both.",
                    "Stop the run on the Check tab, or wait for its end.",
                );
                self.effects.publish_compare(CompareEvent::NotStarted);
            }
            CompareCommand::Start { .. } if self.compare.is_plan_lost => {
                self.replan();
                self.effects.trouble(
                    "Nothing was sent: the part of Volley that compares had to start again.",
                    "Compare once more.",
                );
                self.effects.publish_compare(CompareEvent::NotStarted);
            }
            CompareCommand::Disconnect { .. } | CompareCommand::Stop if !self.effects.has_tools() => {}
            command => {
                // Until the tools say otherwise.
                self.compare.is_running |= matches!(command, CompareCommand::Start { .. });
                let attachment = match *attached {
                    Attached::Runner(runner) => ToolsAttachment::Runner(runner),
                    _ => ToolsAttachment::Nothing,
                };
                self.effects.post_to_tools(ToolsWork::Compare(command), attachment);
            }
        }
    }

    /// Adds an imported row of `file` to the comparison.
    pub(super) fn add_imported_row(&mut self, file: &str, row: ResultRow) {
        let work = ToolsWork::ImportedRow { file: file.to_owned(), row: Box::new(row) };
        self.effects.post_to_tools(work, ToolsAttachment::Nothing);
    }

    /// Ends a running comparison because a run begins: nothing is measured next to a run.
    pub(super) fn stop_compare_for_run(&mut self) {
        if core::mem::take(&mut self.compare.is_running) {
            self.effects.post_to_tools(ToolsWork::StopForRun, ToolsAttachment::Nothing);
            self.effects
                .note("The comparison was stopped: a run began.", "Compare again when the run is over.");
        }
    }

    /// The tab was hidden or shown.
    pub(super) fn hide_compare(&mut self, hidden: bool) {
        self.compare.is_hidden = hidden;
        if self.effects.has_tools() {
            self.effects.post_to_tools(ToolsWork::Hidden(hidden), ToolsAttachment::Nothing);
        }
    }

    /// A comparison has begun or ended.
    pub(super) fn take_comparing(&mut self, is_running: bool) {
        self.compare.is_running = is_running;
    }

    /// Ends the comparison of the lost tools, with its plan; the next is made when the page wants one, and not for each
    /// change of the list.
    pub(super) fn lose_compare(&mut self) {
        self.compare.is_plan_lost = self.compare.request.is_some();
        // A result that is over is lost too, with its files; the page keeps it in its list.
        self.effects.publish_compare(CompareEvent::View(Box::new(ComparisonView::of_nothing())));
        if core::mem::take(&mut self.compare.is_running) {
            self.effects.publish_compare(CompareEvent::NotStarted);
            self.effects.trouble("The comparison ended, and its results are lost.", "Compare again.");
        }
    }
}
