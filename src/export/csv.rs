//! Comma-separated values: RFC 4180, with a header, lines ended by CR LF, in UTF-8.

use core::fmt::{Display, Write as _};

use csv::{Terminator, WriterBuilder};

use super::hidden;
use crate::result::column::Column;
use crate::result::row::RowView;

/// Cells that begin with one of these are run as a formula by spreadsheets.
const FORMULA_STARTS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Appends `rows` to `out`, after the `header` where it is asked for.
pub(super) fn write(rows: impl Iterator<Item = RowView>, header: bool, out: &mut Vec<u8>) {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    // Writing to memory cannot fail, and every record has a cell for each column.
    if header {
        let _ = writer.write_record(Column::ALL.iter().map(|column| column.name()).chain([hidden::NAME]));
    }
    let mut cell = String::new();
    for row in rows {
        for column in Column::ALL {
            cell.clear();
            write_cell(column, &row, &mut cell);
            let _ = writer.write_field(&cell);
        }
        let _ = writer.write_field(hidden::reasons(&row));
        let _ = writer.write_record(None::<&[u8]>);
    }
}

/// Writes the value of `row` in `column`; nothing when there is none.
fn write_cell(column: Column, row: &RowView, cell: &mut String) {
    match column {
        Column::Index => show(cell, Some(row.index)),
        Column::Url => show_text(cell, &row.url),
        Column::Host => show_text(cell, &row.host),
        Column::Verdict => show(cell, row.verdict),
        Column::Status => show(cell, row.status),
        Column::Bytes => show(cell, row.bytes.ok().map(|bytes| bytes.0)),
        Column::Type => show_text(cell, row.content_type.as_deref().unwrap_or_default()),
        Column::Protocol => show_text(cell, row.protocol.as_deref().unwrap_or_default()),
        Column::Attempts => show(cell, row.attempts),
        Column::Redirected => show(cell, row.redirected),
        Column::FinalUrl => show_text(cell, row.final_url.as_deref().unwrap_or_default()),
        Column::Source => show_text(cell, &row.source),
        Column::Provenance => show(cell, Some(row.provenance.name())),
        _ => show(cell, row.ms(column)),
    }
}

fn show(cell: &mut String, value: Option<impl Display>) {
    if let Some(value) = value {
        // Writing to a String cannot fail.
        let _ = write!(cell, "{value}");
    }
}

/// Text from outside as a cell: what a spreadsheet would run as a formula gets a leading `'`.
pub(super) fn safe_cell(text: &str) -> String {
    let mut cell = String::new();
    show_text(&mut cell, text);
    cell
}

/// Text from outside: what a spreadsheet would run as a formula gets a leading `'`.
fn show_text(cell: &mut String, text: &str) {
    if text.starts_with(FORMULA_STARTS) {
        cell.push('\'');
    }
    cell.push_str(text);
}
