//! The page: what it has heard, and what must hold of it.

use std::collections::HashMap;

use volley::ids::{LinkId, RowNumber, RunId};
use volley::protocol::{
    CompareEvent, Event, ExperimentPlan, ListId, MergeEnd, ReadingView, RunPhase, RunProgress, VisitOffer,
};
use volley::result::groups::{Heading, TableItem};
use volley::result::row::{Detail, RowView};
use volley::result::verdict::Total;
use volley::stats::summary::Summary;

/// What the page has heard last.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) reading: ReadingView,
    pub(crate) summary: Summary,
    pub(crate) progress: Option<RunProgress>,
    pub(crate) list: ListId,
    pub(crate) shown: u32,
    pub(crate) rows: Vec<RowView>,
    /// The place of the first item at hand, and the held row with its place.
    pub(crate) first: u32,
    pub(crate) held: Option<(LinkId, u32)>,
    /// The headings between them.
    pub(crate) headings: Vec<Heading>,
    pub(crate) detail: Option<Detail>,
    pub(crate) inspected: Vec<(ListId, u32, String)>,
    pub(crate) imports_waiting: Vec<u32>,
    pub(crate) merges: Vec<MergeEnd>,
    pub(crate) troubles: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) offer: VisitOffer,
    pub(crate) plan: ExperimentPlan,
    /// Whether a comparison is over with something measured.
    pub(crate) compared: bool,
    pub(crate) code: String,
    pub(crate) excerpt: Vec<String>,
    /// Files that were made, by their names.
    pub(crate) saved: Vec<(String, String)>,
    /// Every row that was ever shown: its URL never changes within its list.
    urls: HashMap<(ListId, RowNumber), String>,
}

impl Page {
    pub(crate) fn take(&mut self, event: Event) {
        match event {
            Event::Reading(reading) => self.reading = *reading,
            Event::Summary { summary, progress } => {
                let sum: u32 = Total::ALL.into_iter().map(|total| summary.count(total)).sum();
                assert_eq!(sum, summary.done, "totals add up");
                assert!(summary.done <= summary.links, "no more verdicts than links");
                self.summary = summary;
                self.progress = progress;
            }
            Event::Table { list, size, held, window, .. } => {
                self.shown = size.rows;
                match window {
                    Some((first, items)) => self.take_items(list, (first, held), &items),
                    None => self.list = list,
                }
            }
            Event::Window { list, held, first, items, .. } => self.take_items(list, (first, held), &items),
            Event::Detail { detail, .. } => self.detail = detail.map(|detail| *detail),
            Event::Inspected { list, link, inspection } => {
                let url = inspection.headers.into_iter().map(|(_, url)| url).next().unwrap_or_default();
                if let (false, Some(row)) = (url.is_empty(), self.urls.get(&(list, link.number()))) {
                    assert_eq!(*row, url, "the answer is the link's own");
                }
                self.inspected.push((list, link.0, url));
            }
            Event::Imported(imported) => {
                let is_merged = matches!(imported.merge, MergeEnd::Merged { .. });
                if imported.links > 0 && !is_merged {
                    self.imports_waiting.push(imported.import);
                }
                self.merges.push(imported.merge);
            }
            Event::Trouble { message, .. } => self.troubles.push(message),
            Event::VisitOffer(offer) => self.offer = *offer,
            Event::Note { message, .. } => self.notes.push(message),
            Event::Compare(CompareEvent::Plan(plan)) => self.plan = plan,
            Event::Compare(CompareEvent::Over { .. }) => self.compared = true,
            Event::Code(code) => self.code = code.text,
            Event::Excerpt(excerpt) => self.excerpt = excerpt.lines,
            _ => {}
        }
    }

    fn take_items(&mut self, list: ListId, (first, held): (u32, Option<(LinkId, u32)>), items: &[TableItem]) {
        if let Some((link, place)) = held
            && let Some(item) = place.checked_sub(first).and_then(|nth| items.get(nth as usize))
        {
            assert_eq!(
                item.row().map(|row| row.number),
                Some(link.number()),
                "the held row is where it is said to be"
            );
        }
        (self.first, self.held) = (first, held);
        self.headings = items.iter().filter_map(TableItem::heading).cloned().collect();
        let rows: Vec<RowView> = items.iter().filter_map(TableItem::row).cloned().collect();
        for row in &rows {
            let before = self.urls.entry((list, row.number)).or_insert_with(|| row.url.clone());
            assert_eq!(*before, row.url, "row {} of one list is one link", row.number.0);
        }
        self.list = list;
        self.rows = rows;
    }

    /// Whether the page offers Stop: run `last` is active, or the desk has not reported it yet.
    pub(crate) fn offers_stop(&self, last: RunId) -> bool {
        last > RunId(0)
            && self
                .progress
                .as_ref()
                .filter(|progress| progress.run == last)
                .is_none_or(|progress| matches!(progress.phase, RunPhase::Running | RunPhase::Paused))
    }

    pub(crate) fn verdicts(&self) -> Vec<String> {
        let word = |row: &RowView| row.verdict.map_or("waiting".to_owned(), |verdict| verdict.to_string());
        self.rows.iter().map(word).collect()
    }

    pub(crate) fn phase(&self) -> Option<RunPhase> {
        self.progress.as_ref().map(|progress| progress.phase)
    }
}
