//! The new addresses of links that moved for good: every redirect on the way was permanent (301, 308), and what stands at its
//! end works. As a list, as CSV, and as a script for `sed`; in the order of the list, so by source and line.
//!
//! A row whose address holds a secret is left out unless secrets are shown: its mask is no address.

use std::borrow::Cow;

use super::cell::CsvLine;
use crate::format::append;
use crate::input::list::LinkList;
use crate::network::hops_in;
use crate::result::mask::MASK;
use crate::result::row::RowView;

mod sed;

pub(super) use sed::write as write_sed;

/// One link that moved.
#[derive(Debug)]
struct Moved<'r> {
    /// The name of its source; empty for the text area.
    file: &'r str,
    line: u32,
    old: &'r str,
    new: Cow<'r, str>,
}

impl<'r> Moved<'r> {
    /// `None` for a row that has not moved for good, or whose addresses are masked.
    fn of(row: &'r RowView, list: &'r LinkList) -> Option<Self> {
        let end = row.final_url.as_deref().filter(|_| row.has_moved_for_good)?;
        // What an earlier export masked is no address either.
        if row.url_is_masked || row.final_url_is_masked || row.url.contains(MASK) || end.contains(MASK) {
            return None;
        }
        // The browser keeps the link's own fragment where the redirect names none.
        let hop = row.hops.as_deref().and_then(|hops| hops_in(hops).last());
        let named = hop.as_ref().and_then(|hop| hop.to.split_once('#')).map(|(_, fragment)| fragment);
        let fragment = named.or_else(|| row.url.split_once('#').map(|(_, fragment)| fragment));
        let new = match fragment {
            Some(fragment) if !end.contains('#') => Cow::Owned(format!("{end}#{fragment}")),
            _ => Cow::Borrowed(end),
        };
        let place = list.position(row.number.link())?;
        let file = list.sources().get(place.source.index()).map_or("", |name| name);
        Some(Self { file, line: place.line, old: &row.url, new })
    }
}

/// Appends `file:line old → new` of each link that moved.
pub(super) fn write_list(rows: &mut dyn Iterator<Item = RowView>, list: &LinkList, out: &mut Vec<u8>) {
    let mut line = String::new();
    for row in rows {
        let Some(Moved { file, line: number, old, new }) = Moved::of(&row, list) else { continue };
        line.clear();
        let colon = if file.is_empty() { "" } else { ":" };
        append(&mut line, format_args!("{file}{colon}{number} {old} → {new}"));
        super::lines::push_line(&line, out);
    }
}

/// Appends the columns `file`, `line`, `old`, `new` of each link that moved.
pub(super) fn write_csv(
    rows: &mut dyn Iterator<Item = RowView>,
    list: &LinkList,
    header: bool,
    out: &mut Vec<u8>,
) {
    if header {
        let mut line = CsvLine::new(out);
        for name in ["file", "line", "old", "new"] {
            line.value(Some(name));
        }
        line.end();
    }
    for row in rows {
        let Some(moved) = Moved::of(&row, list) else { continue };
        let mut line = CsvLine::new(out);
        line.text(moved.file);
        line.value(Some(moved.line));
        line.text(moved.old);
        line.text(&moved.new);
        line.end();
    }
}
