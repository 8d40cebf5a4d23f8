//! Comma-separated values: RFC 4180, with a header, lines ended by CR LF, in UTF-8.

use super::cell::CsvLine;
use super::hidden;
use crate::result::column::Column;
use crate::result::row::RowView;

/// Appends `rows` to `out`, after the `header` where it is asked for.
pub(super) fn write(rows: impl Iterator<Item = RowView>, header: bool, out: &mut Vec<u8>) {
    if header {
        let mut line = CsvLine::new(out);
        for name in Column::ALL.iter().map(|column| column.name()).chain([hidden::NAME]) {
            line.value(Some(name));
        }
        line.end();
    }
    for row in rows {
        let mut line = CsvLine::new(out);
        for column in Column::ALL {
            write_cell(column, &row, &mut line);
        }
        line.text(&hidden::reasons(&row));
        line.end();
    }
}

/// Writes the value of `row` in `column`; nothing when there is none.
fn write_cell(column: Column, row: &RowView, line: &mut CsvLine<'_>) {
    let mut text = |text: &Option<String>| line.text(text.as_deref().unwrap_or_default());
    match column {
        Column::Index => line.value(Some(row.index)),
        Column::Url => line.text(&row.url),
        Column::Host => line.text(&row.host),
        Column::Verdict => text(&row.verdict.map(|verdict| verdict.to_string())),
        Column::Status => line.value(row.status),
        Column::Bytes => line.value(row.bytes.ok().map(|bytes| bytes.0)),
        Column::Type => text(&row.content_type),
        Column::Protocol => text(&row.protocol),
        Column::Attempts => line.value(row.attempts),
        Column::Redirected => line.value(row.redirected),
        Column::FinalUrl => text(&row.final_url),
        Column::Source => line.text(&row.source),
        Column::Provenance => line.text(row.provenance.name()),
        Column::Error => text(&row.error),
        _ => line.value(row.ms(column)),
    }
}
