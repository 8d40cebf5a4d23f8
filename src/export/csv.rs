//! Comma-separated values: RFC 4180, with a header, lines ended by CR LF, in UTF-8.

use super::cell::CsvLine;
use super::hidden;
use crate::format::shortest;
use crate::result::column::{CellValue, Column};
use crate::result::row::RowView;

pub(super) fn write(rows: &mut dyn Iterator<Item = RowView>, header: bool, out: &mut Vec<u8>) {
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
            write_cell(column.value(&row), &mut line);
        }
        line.text(&hidden::reasons(&row));
        line.end();
    }
}

fn write_cell(value: Option<CellValue<'_>>, line: &mut CsvLine<'_>) {
    match value {
        None => line.text(""),
        Some(CellValue::Number(number)) => line.value(Some(number)),
        Some(CellValue::Bytes(bytes)) => line.value(Some(bytes.0)),
        Some(CellValue::Millis(ms)) => line.value(Some(shortest(ms))),
        Some(CellValue::Flag(flag)) => line.value(Some(flag)),
        Some(CellValue::Text(text)) => line.text(&text),
    }
}
