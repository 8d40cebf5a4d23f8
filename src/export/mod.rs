//! Results as files, written in pieces so that the desk can answer in between; before, during or after a run. A missing
//! value is empty, with its reason in a column of its own.

use serde::{Deserialize, Serialize};

use crate::ids::LinkId;
use crate::input::list::LinkList;
use crate::result::column::Column;
use crate::result::mask::Secrets;
use crate::result::row::RowView;
use crate::result::table::ResultTable;

pub(crate) mod cell;
mod csv;
pub(crate) mod hidden;
mod lines;
mod moved;
mod ndjson;
mod rows;
pub mod shell;
pub mod svg;

pub use rows::{COPIED_ROWS, MAX_COPIED};

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
    /// `file:line old → new` of each link that moved for good.
    MovedList,
    /// The same as a table.
    MovedCsv,
    /// The same as a script that writes them into the files.
    MovedSed,
    /// Some columns of some rows, for spreadsheets.
    Tsv,
    /// The same for texts.
    Markdown,
}

/// All that depends on the format.
#[derive(Debug)]
pub struct FormatSpec {
    format: Format,
    /// The stable name in test hooks.
    pub name: &'static str,
    /// The name on screen.
    pub title: &'static str,
    /// What it is for, in a few words.
    pub purpose: &'static str,
    /// The file name's extension, without its dot.
    pub extension: &'static str,
    /// The media type.
    pub mime: &'static str,
    has_final_url: bool,
    /// Whether it holds only links that moved for good, with their new addresses.
    pub is_of_moved: bool,
    /// Whether it holds some columns alone, to be pasted.
    pub is_copied: bool,
}

/// All formats, in the order in which they are offered, which is that of the variants.
static FORMATS: [FormatSpec; 9] = [
    FormatSpec {
        format: Format::Csv,
        name: "csv",
        title: "CSV",
        purpose: "for spreadsheets",
        extension: "csv",
        mime: "text/csv;charset=utf-8",
        has_final_url: true,
        is_of_moved: false,
        is_copied: false,
    },
    FormatSpec {
        format: Format::Ndjson,
        name: "ndjson",
        title: "NDJSON",
        purpose: "a JSON object a line, for scripts",
        extension: "ndjson",
        mime: "application/x-ndjson",
        has_final_url: true,
        is_of_moved: false,
        is_copied: false,
    },
    FormatSpec {
        format: Format::Links,
        name: "links",
        title: "Plain list",
        purpose: "the URLs, one a line",
        extension: "txt",
        mime: "text/plain;charset=utf-8",
        has_final_url: false,
        is_of_moved: false,
        is_copied: false,
    },
    FormatSpec {
        format: Format::FileLine,
        name: "file-line",
        title: "file:line URL",
        purpose: "the place of each link, for editors",
        extension: "txt",
        mime: "text/plain;charset=utf-8",
        has_final_url: false,
        is_of_moved: false,
        is_copied: false,
    },
    FormatSpec {
        format: Format::MovedList,
        name: "moved",
        title: "List",
        purpose: "file:line old → new",
        extension: "txt",
        mime: "text/plain;charset=utf-8",
        has_final_url: true,
        is_of_moved: true,
        is_copied: false,
    },
    FormatSpec {
        format: Format::MovedCsv,
        name: "moved-csv",
        title: "CSV",
        purpose: "file, line, old, new",
        extension: "csv",
        mime: "text/csv;charset=utf-8",
        has_final_url: true,
        is_of_moved: true,
        is_copied: false,
    },
    FormatSpec {
        format: Format::MovedSed,
        name: "moved-sed",
        title: "Script for sed",
        purpose: "writes them into your files",
        extension: "sh",
        mime: "application/x-sh",
        has_final_url: true,
        is_of_moved: true,
        is_copied: false,
    },
    FormatSpec {
        format: Format::Tsv,
        name: "tsv",
        title: "Copy as TSV",
        purpose: "",
        extension: "tsv",
        mime: "text/plain;charset=utf-8",
        has_final_url: false,
        is_of_moved: false,
        is_copied: true,
    },
    FormatSpec {
        format: Format::Markdown,
        name: "markdown",
        title: "Copy as Markdown",
        purpose: "",
        extension: "md",
        mime: "text/plain;charset=utf-8",
        has_final_url: false,
        is_of_moved: false,
        is_copied: true,
    },
];

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; FORMATS.len()] = {
        let mut all = [Self::Csv; FORMATS.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = FORMATS[at].format;
            assert!(all[at] as usize == at, "FORMATS are in the order of the variants");
            at += 1;
        }
        all
    };

    /// All that depends on the format.
    pub const fn spec(self) -> &'static FormatSpec {
        &FORMATS[self as usize]
    }
}

/// The name of a file of new addresses, without its extension.
pub const NEW_ADDRESSES: &str = "new-addresses";
/// How the names of files begin that hold links not verified: they are copied.
pub const NOT_VERIFIED: &str = "volley-not-verified";

/// Writes an export piece by piece. The pieces one after the other are the file.
#[derive(Clone, Debug)]
pub struct Exporter {
    format: Format,
    secrets: Secrets,
    /// The columns of a format that is copied.
    columns: Vec<Column>,
    begun: bool,
    masked: u32,
}

impl Exporter {
    /// An export in `format`; `secrets` says whether secrets in URLs are masked.
    pub const fn new(format: Format, secrets: Secrets) -> Self {
        Self::of_columns(format, secrets, Vec::new())
    }

    /// The same of these columns, for a format that is copied.
    pub const fn of_columns(format: Format, secrets: Secrets, columns: Vec<Column>) -> Self {
        Self { format, secrets, columns, begun: false, masked: 0 }
    }

    /// Rows written so far in which a secret of an address is masked; of new addresses those that are left out for it.
    pub const fn masked(&self) -> u32 {
        self.masked
    }

    /// Appends `rows` of `list` (from 0; past the end there is none) with their results in `table` to `out`, as UTF-8.
    /// The first piece begins with the header, where the format has one, so an export of no rows takes one call too.
    pub fn write(
        &mut self,
        list: &LinkList,
        table: &ResultTable,
        rows: impl Iterator<Item = LinkId>,
        out: &mut Vec<u8>,
    ) {
        let header = !core::mem::replace(&mut self.begun, true);
        let Self { format, secrets, masked, columns, .. } = self;
        let FormatSpec { has_final_url, is_of_moved, is_copied, .. } = format.spec();
        let has_url = !is_copied || columns.contains(&Column::Url);
        let has_final_url = *has_final_url || columns.contains(&Column::FinalUrl);
        let mut views = rows.filter_map(|row| RowView::of(list, table, row, *secrets)).inspect(|row| {
            let is_written = row.has_moved_for_good || !is_of_moved;
            let is_masked =
                is_written && (has_url && row.url_is_masked || has_final_url && row.final_url_is_masked);
            *masked = masked.saturating_add(u32::from(is_masked));
        });
        // Not a column of FORMATS, which the page reads: it would carry all that writes files.
        match format {
            Format::Csv => csv::write(&mut views, header, out),
            Format::Ndjson => ndjson::write(&mut views, out),
            Format::Links => lines::write_links(&mut views, out),
            Format::FileLine => lines::write_places(&mut views, list, out),
            Format::MovedList => moved::write_list(&mut views, list, out),
            Format::MovedCsv => moved::write_csv(&mut views, list, header, out),
            Format::MovedSed => moved::write_sed(&mut views, list, header, out),
            Format::Tsv => rows::write_tsv(&mut views, columns, header, out),
            Format::Markdown => rows::write_markdown(&mut views, columns, header, out),
        }
    }
}
