//! What the tools have their driver do.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use std::collections::VecDeque;
use std::rc::Rc;

use crate::compare::export::ComparisonFormat;
use crate::compare::report::ComparisonReport;
use crate::desk::TargetBuffers;
use crate::ids::{RunnerId, TargetId};
use crate::input::list::LinkList;
use crate::protocol::{CompareEvent, ToolsNotice, ToolsReport, Work};

/// Something for the driver to do.
#[derive(Clone, Debug)]
pub enum ToolsEffect {
    /// Post to the desk, with the bytes of a piece of a file.
    Report(ToolsReport, Vec<u8>),
    /// Post to the page.
    Notify(ToolsNotice),
    /// Post to a runner.
    Post {
        to: RunnerId,
        work: Box<Work>,
        targets: Option<TargetBuffers>,
    },
    ForgetRunner(RunnerId),
    /// Make a file of a comparison and hand it to the page as [`ToolsNotice::Exported`].
    SaveComparison {
        format: ComparisonFormat,
        report: Box<ComparisonReport>,
    },
}

/// The queue of effects.
#[derive(Debug, Default)]
pub(super) struct ToolsEffects {
    queue: VecDeque<ToolsEffect>,
}

impl ToolsEffects {
    pub(super) fn pop(&mut self) -> Option<ToolsEffect> {
        self.queue.pop_front()
    }

    pub(super) fn push(&mut self, effect: ToolsEffect) {
        self.queue.push_back(effect);
    }

    pub(super) fn report(&mut self, report: ToolsReport) {
        self.push(ToolsEffect::Report(report, Vec::new()));
    }

    pub(super) fn publish_compare(&mut self, event: CompareEvent) {
        self.push(ToolsEffect::Notify(ToolsNotice::Compare(Box::new(event))));
    }

    /// Says what could not be done, and what to do.
    pub(super) fn trouble(&mut self, message: impl Into<String>, hint: &str) {
        let (message, hint) = (message.into(), hint.to_owned());
        self.push(ToolsEffect::Notify(ToolsNotice::Trouble { message, hint }));
    }

    pub(super) fn post(&mut self, to: RunnerId, work: Work) {
        self.push(ToolsEffect::Post { to, work: Box::new(work), targets: None });
    }

    /// Starts a run of all targets of `list`.
    pub(super) fn start(&mut self, to: RunnerId, work: Work, list: LinkList, ids: Vec<TargetId>) {
        let targets = Some(TargetBuffers { list: Rc::new(list), ids });
        self.push(ToolsEffect::Post { to, work: Box::new(work), targets });
    }
}
