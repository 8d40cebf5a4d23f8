//! Newline-delimited JSON: an object a row, its keys in the order of the columns, `null` for what is not there.

use super::hidden;
use crate::format::{append, shortest};
use crate::result::column::{CellValue, Column};
use crate::result::row::RowView;
use crate::settings::stored::quote;

pub(super) fn write(rows: &mut dyn Iterator<Item = RowView>, out: &mut Vec<u8>) {
    let mut line = String::new();
    for row in rows {
        line.clear();
        write_object(&row, &mut line);
        out.extend_from_slice(line.as_bytes());
        out.push(b'\n');
    }
}

fn write_object(row: &RowView, line: &mut String) {
    for (nth, column) in Column::ALL.into_iter().enumerate() {
        line.push(if nth == 0 { '{' } else { ',' });
        write_key(&column.name().replace('-', "_"), line);
        write_value(column.value(row), line);
    }
    line.push(',');
    write_key(hidden::NAME, line);
    let reasons = Some(hidden::reasons(row)).filter(|reasons| !reasons.is_empty());
    write_value(reasons.map(|reasons| CellValue::Text(reasons.into())), line);
    line.push('}');
}

fn write_key(name: &str, line: &mut String) {
    quote(line, name);
    line.push(':');
}

fn write_value(value: Option<CellValue<'_>>, line: &mut String) {
    match value {
        None => line.push_str("null"),
        Some(CellValue::Number(number)) => append(line, format_args!("{number}")),
        Some(CellValue::Bytes(bytes)) => append(line, format_args!("{}", bytes.0)),
        Some(CellValue::Millis(ms)) => line.push_str(&shortest(ms)),
        Some(CellValue::Flag(flag)) => line.push_str(if flag { "true" } else { "false" }),
        Some(CellValue::Text(text)) => quote(line, &text),
    }
}
