//! Results as files: one format a file, each written in pieces, so that the desk can answer between them.
//!
//! [`Exporter`] is asked for one piece after the other, before a run (nothing is known yet), during it (what is known)
//! or after it. A value that is not there is empty, with its reason in a column of its own.

use serde::{Deserialize, Serialize};

use crate::input::list::LinkList;
use crate::result::mask::Secrets;
use crate::result::row::RowView;
use crate::result::table::ResultTable;

pub(crate) mod cell;
mod csv;
pub(crate) mod hidden;
mod lines;
mod ndjson;
pub mod svg;

/// A format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// A table for spreadsheets, RFC 4180.
    Csv,
    /// A JSON object a line.
    Ndjson,
    /// The URLs, one a line.
    Links,
    /// `file:line URL`, one a line, as compilers write it.
    FileLine,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Ndjson, Self::Links, Self::FileLine];

    /// The stable name, as it stands in test hooks.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Links => "links",
            Self::FileLine => "file-line",
        }
    }

    /// The name on screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Ndjson => "NDJSON",
            Self::Links => "Plain list",
            Self::FileLine => "file:line URL",
        }
    }

    /// The ending of a file's name, without its dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Links | Self::FileLine => "txt",
        }
    }

    /// The media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Ndjson => "application/x-ndjson",
            Self::Links | Self::FileLine => "text/plain;charset=utf-8",
        }
    }
}

/// Writes an export piece by piece. The pieces one after the other are the file.
#[derive(Clone, Debug)]
pub struct Exporter {
    format: Format,
    secrets: Secrets,
    begun: bool,
    masked: u32,
}

impl Exporter {
    /// An export in `format`; `secrets` says whether secrets in URLs are masked.
    pub const fn new(format: Format, secrets: Secrets) -> Self {
        Self { format, secrets, begun: false, masked: 0 }
    }

    /// Rows written so far in which a secret of an address is masked.
    pub const fn masked(&self) -> u32 {
        self.masked
    }

    /// Appends `rows` of `list` (from 0; past the end there is none) with their results in `table` to `out`, as UTF-8.
    /// The first piece begins with the header, where the format has one, so an export of no rows takes one call too.
    pub fn write(
        &mut self,
        list: &LinkList,
        table: &ResultTable,
        rows: impl Iterator<Item = u32>,
        out: &mut Vec<u8>,
    ) {
        let header = !core::mem::replace(&mut self.begun, true);
        let Self { format, secrets, masked, .. } = self;
        let views = rows.filter_map(|row| RowView::of(list, table, row, *secrets)).inspect(|row| {
            let is_masked = match format {
                Format::Csv | Format::Ndjson => row.is_masked(),
                Format::Links | Format::FileLine => row.url_is_masked,
            };
            *masked = masked.saturating_add(u32::from(is_masked));
        });
        match format {
            Format::Csv => csv::write(views, header, out),
            Format::Ndjson => ndjson::write(views, out),
            Format::Links => lines::write_links(views, out),
            Format::FileLine => lines::write_places(views, list, out),
        }
    }
}
