//! The tools, as the desk sees them: they are asked for when first needed, and what they are to do waits until they are
//! there.

use super::Desk;
use super::effect::{Effect, Effects, ToolsAttachment};
use crate::protocol::{Event, Message as _, Outbox, ToolsReport, ToolsWork};

/// See the [module](self).
#[derive(Debug, Default)]
pub(super) struct ToolsLink {
    /// `None` where there are none and none are wanted.
    outbox: Option<Outbox<(Box<ToolsWork>, ToolsAttachment)>>,
}

impl Effects {
    /// Has the tools do something.
    pub(super) fn post_to_tools(&mut self, work: ToolsWork, attached: ToolsAttachment) {
        if self.tools.outbox.is_none() {
            self.publish(Event::WantTools);
        }
        let outbox = self.tools.outbox.get_or_insert_default();
        if let Some((work, attached)) = outbox.post(work.topic(), (Box::new(work), attached)) {
            self.push(Effect::PostToTools { work, attached });
        }
    }

    /// Whether the tools are there or on their way: there may be something of theirs to end.
    pub(super) fn has_tools(&self) -> bool {
        self.tools.outbox.is_some()
    }

    /// Whether the tools are on their way.
    pub(super) fn are_tools_loading(&self) -> bool {
        self.tools.outbox.as_ref().is_some_and(|outbox| !outbox.is_open())
    }
}

impl Desk {
    /// The tools are there.
    pub(super) fn connect_tools(&mut self) {
        for (work, attached) in self.effects.tools.outbox.get_or_insert_default().open() {
            self.effects.push(Effect::PostToTools { work, attached });
        }
        if self.compare.is_hidden() {
            self.hide_compare(true);
        }
    }

    /// The tools cannot be had, or ended: what they were doing ends, and they are asked for again when next needed.
    pub(super) fn tools_lost(&mut self) {
        self.effects.tools.outbox = None;
        self.reading.lose_tools();
        self.lose_import();
        self.lose_scripts();
        self.lose_compare();
    }

    /// Applies a report of the tools, with the bytes attached to it.
    pub fn handle_tools(&mut self, report: ToolsReport, bytes: Vec<u8>) {
        match report {
            ToolsReport::Links { document, links, progress } => {
                self.reading.handle_links(document, links, progress);
            }
            ToolsReport::Imported { import, batch, progress } => {
                self.take_import_batch(import, *batch, progress);
            }
            ToolsReport::Comparing(is_running) => self.take_comparing(is_running),
            ToolsReport::Code { .. } | ToolsReport::FileBegun { .. } | ToolsReport::FilePiece { .. } => {
                self.take_script(report, bytes);
            }
        }
    }
}
