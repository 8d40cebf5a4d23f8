//! Exports the rows as they are when requested.

use std::rc::Rc;

use super::Desk;
use crate::export::{COPIED_ROWS, Exporter, Format, MAX_COPIED, NEW_ADDRESSES, NOT_VERIFIED};
use crate::ids::LinkId;
use crate::input::list::LinkList;
use crate::protocol::{ExportScope, RunKind};
use crate::result::column::Column;
use crate::result::groups::ItemAt;
use crate::result::mask::Secrets;
use crate::result::table::ResultTable;

/// Rows of one piece: less than ten milliseconds of work.
const ROWS_A_PIECE: u32 = 1_500;

/// An export that is being written.
#[derive(Debug)]
pub(super) struct Writing {
    exporter: Exporter,
    list: Rc<LinkList>,
    results: Rc<ResultTable>,
    /// The rows; `None` for all, in the list's order.
    rows: Option<Rc<[LinkId]>>,
    count: u32,
    next: u32,
}

impl Writing {
    /// Number of targets whose results are held.
    pub(super) fn targets(&self) -> u32 {
        self.results.targets()
    }

    /// Number of links whose addresses were masked so far.
    pub(super) fn masked(&self) -> u32 {
        self.exporter.masked()
    }

    /// Appends the next rows; returns whether there are more.
    pub(super) fn step(&mut self, out: &mut Vec<u8>) -> bool {
        let Self { exporter, list, results, rows, count, next } = self;
        let (first, end) = (*next, (*count).min(next.saturating_add(ROWS_A_PIECE)));
        match rows {
            Some(rows) => {
                let piece = rows.get(first as usize..end as usize).unwrap_or_default();
                exporter.write(list, results, piece.iter().copied(), out);
            }
            None => exporter.write(list, results, LinkId(first).take(end.saturating_sub(first)), out),
        }
        *next = end;
        end < *count
    }
}

fn row_count(rows: &[LinkId]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}

impl Desk {
    /// Makes an export of the rows as they are now.
    pub(super) fn export(&mut self, format: Format, scope: ExportScope, secrets: Secrets) {
        let list = self.share_shown_list();
        let rows = match scope {
            ExportScope::Shown => self.table.rows(),
            ExportScope::All => None,
            ExportScope::Unverified => Some(self.rows_not_verified(&list)),
        };
        let writing = Writing {
            exporter: Exporter::new(format, secrets),
            list,
            results: self.table.share_results(),
            // A list being read has more rows than are on screen.
            count: match scope {
                ExportScope::Shown => self.table.view.rows_shown(),
                ExportScope::All => self.table.view.links(),
                ExportScope::Unverified => rows.as_deref().map_or(0, row_count),
            },
            rows,
            next: 0,
        };
        let mark = match self.runs.kind() {
            RunKind::Real => "",
            RunKind::Practice => "-practice",
        };
        let base = match scope {
            ExportScope::Unverified => NOT_VERIFIED,
            _ if format.spec().is_of_moved => NEW_ADDRESSES,
            _ => "volley",
        };
        let name = format!("{base}{mark}.{}", format.spec().extension);
        self.outputs.push(name, format.spec().mime, writing, &mut self.effects);
    }

    /// Makes a text of some of the rows shown, as they are now: not many, so their numbers are copied alone.
    pub(super) fn copy_rows(&mut self, format: Format, first: u32, count: u32, columns: Vec<Column>) {
        let view = &self.table.view;
        let row = |place| match view.item_at(place)? {
            ItemAt::Row(link) => Some(link),
            ItemAt::Heading(_) => None,
        };
        let places = first..first.saturating_add(count).min(view.items());
        let rows: Rc<[LinkId]> = places.filter_map(row).take(MAX_COPIED as usize).collect();
        let writing = Writing {
            exporter: Exporter::of_columns(format, Secrets::Masked, columns),
            list: self.share_shown_list(),
            results: self.table.share_results(),
            count: row_count(&rows),
            rows: Some(rows),
            next: 0,
        };
        let name = format!("{COPIED_ROWS}.{}", format.spec().extension);
        self.outputs.push(name, format.spec().mime, writing, &mut self.effects);
    }

    /// A snapshot of the list on screen.
    pub(super) fn share_shown_list(&self) -> Rc<LinkList> {
        self.runs.list().map_or_else(|| self.reading.reader.share_list(), Rc::clone)
    }
}
