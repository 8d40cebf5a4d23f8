//! Requests one link once more to show its headers and body.

use super::Desk;
use crate::ids::LinkId;
use crate::input::link::LinkKind;
use crate::protocol::{Event, Inspection, ListId, RunKind, Work};
use crate::request::RequestPayload;
use crate::result::outcome::AttemptEnd;

/// Most inspections under way.
const MAX_UNDER_WAY: usize = 32;

/// An inspection under way.
#[derive(Clone, Copy, Debug)]
struct UnderWay {
    number: u32,
    list: ListId,
    link: LinkId,
    kind: RunKind,
}

/// All inspections under way.
#[derive(Debug, Default)]
pub(super) struct Inspections {
    last: u32,
    under_way: Vec<UnderWay>,
}

impl Desk {
    /// Requests a link of the list on screen once more, with the run's headers.
    pub(super) fn inspect(&mut self, list: ListId, link: LinkId, timeout_ms: u32) {
        if list != self.table.list_id() {
            return;
        }
        let Some((url, origin)) = self.inspected_url(link) else { return };
        let kind = self.runs.kind();
        let denied = self.runs.last.as_ref().map(|run| run.denied).unwrap_or_default();
        let why = if self.compare.is_running() {
            Some((
                "A comparison is running: another request would be measured with it.",
                "Stop it on the Compare tab, or wait for its end.",
            ))
        } else if kind == RunKind::Real && denied.covers(&origin) {
            Some((
                "This run was not allowed to reach your local network.",
                "Allow it where you were asked, or in the browser's site settings; then start the list again.",
            ))
        } else if self.inspections.under_way.len() >= MAX_UNDER_WAY {
            Some(("Too many links are being inspected.", "Wait for one of them to end."))
        } else {
            None
        };
        let runner = self.runners.get(kind);
        let (Some(runner), None) = (runner, why) else {
            let (why, hint) = why.unwrap_or(("The runner of this run is gone.", "Start the list again."));
            self.effects.trouble(why, hint);
            // The page waits for an answer.
            return self.publish_inspection(list, link, not_inspected());
        };
        self.inspections.last = self.inspections.last.wrapping_add(1);
        let number = self.inspections.last;
        self.inspections.under_way.push(UnderWay { number, list, link, kind });
        let payload = self.runs.last.as_ref().map_or(&self.payload, |run| &*run.payload);
        let payload = RequestPayload { write: None, ..payload.clone() };
        self.effects.post(runner, Work::Inspect { inspection: number, kind, url, payload, timeout_ms });
    }

    /// The URL of a link of the list on screen, and its origin.
    fn inspected_url(&self, link: LinkId) -> Option<(String, String)> {
        let list = self.shown_list();
        let LinkKind::Target(target) = list.kind(link)? else { return None };
        let mut url = String::new();
        let origin = list.origin(target)?.text.to_string();
        list.targets().write_url(target, &mut url).then_some((url, origin))
    }

    /// An inspection ended; it is shown if its list still is.
    pub(super) fn inspected(&mut self, number: u32, seen: Inspection) {
        let Some(at) = self.inspections.under_way.iter().position(|under_way| under_way.number == number)
        else {
            return;
        };
        let UnderWay { list, link, .. } = self.inspections.under_way.swap_remove(at);
        self.publish_inspection(list, link, seen);
    }

    /// Ends the inspections of a lost runner.
    pub(super) fn end_inspections(&mut self, kind: RunKind) {
        let (gone, left) = self.inspections.under_way.drain(..).partition(|under_way| under_way.kind == kind);
        self.inspections.under_way = left;
        let gone: Vec<UnderWay> = gone;
        for UnderWay { list, link, .. } in gone {
            self.publish_inspection(list, link, not_inspected());
        }
    }

    fn publish_inspection(&mut self, list: ListId, link: LinkId, inspection: Inspection) {
        if list == self.table.list_id() {
            self.effects.publish(Event::Inspected { list, link, inspection });
        }
    }
}

/// The answer when nothing could be sent.
fn not_inspected() -> Inspection {
    Inspection { end: AttemptEnd::Cancelled, ..Inspection::default() }
}
