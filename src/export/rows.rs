//! Rows to be pasted elsewhere: the columns on screen, as tab-separated values with a heading, or as a Markdown table.
//!
//! A spreadsheet takes the first: its values are those of the CSV, its text is guarded as there. A reader takes the second:
//! its cells say what the screen says.

use super::cell::guarded;
use crate::format::shortest;
use crate::result::column::{CellValue, Column};
use crate::result::row::{RowView, cell_text};

/// The name of such a file, without its extension.
pub const COPIED_ROWS: &str = "rows";
/// Most rows that are copied at once.
pub const MAX_COPIED: u32 = 10_000;

pub(super) fn write_tsv(
    rows: &mut dyn Iterator<Item = RowView>,
    columns: &[Column],
    header: bool,
    out: &mut Vec<u8>,
) {
    if header {
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        push_line(&names.join("\t"), out);
    }
    for row in rows {
        let mut line = String::new();
        for (nth, column) in columns.iter().enumerate() {
            if nth > 0 {
                line.push('\t');
            }
            match column.value(&row) {
                None => {}
                Some(CellValue::Bytes(bytes)) => line.push_str(&bytes.0.to_string()),
                Some(CellValue::Millis(ms)) => line.push_str(&shortest(ms)),
                Some(CellValue::Text(text)) => line.push_str(&guarded(&on_one_line(&text))),
                Some(value) => line.push_str(&value.to_string()),
            }
        }
        push_line(&line, out);
    }
}

pub(super) fn write_markdown(
    rows: &mut dyn Iterator<Item = RowView>,
    columns: &[Column],
    header: bool,
    out: &mut Vec<u8>,
) {
    if header {
        push_cells(columns.iter().map(|column| column.spec().title.to_owned()), out);
        push_cells(
            columns.iter().map(|column| if column.is_number() { "---:" } else { "---" }.to_owned()),
            out,
        );
    }
    for row in rows {
        push_cells(columns.iter().map(|&column| escaped(&cell_text(column, &row))), out);
    }
}

fn push_cells(cells: impl Iterator<Item = String>, out: &mut Vec<u8>) {
    let mut line = "|".to_owned();
    for cell in cells {
        line.push(' ');
        line.push_str(&cell);
        line.push_str(" |");
    }
    push_line(&line, out);
}

fn push_line(line: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(line.as_bytes());
    out.push(b'\n');
}

/// What would end a cell or a line becomes a blank.
fn on_one_line(text: &str) -> String {
    text.replace(|letter: char| letter.is_control(), " ")
}

/// `text` as Markdown that shows it and nothing else, in one cell.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in on_one_line(text).chars() {
        if matches!(letter, '\\' | '|' | '`' | '<' | '[' | ']' | '*') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Exporter, Format};
    use crate::ids::LinkId;
    use crate::input::link::Position;
    use crate::input::list::LinkList;
    use crate::result::mask::Secrets;
    use crate::result::table::ResultTable;

    fn written(format: Format, columns: &[Column], labels: &[&str]) -> (String, u32) {
        let mut list = LinkList::default();
        let source = list.begin_source("a|b.md").expect("room for a source");
        for (line, label) in (1..).zip(labels) {
            let url = format!("https://a.test/{line}?token=hush");
            let target = list.add_target(&url, "https://a.test").expect("room for a target");
            let row = list.add_link(Position { source, line, column: 1 }, target);
            list.add_label(row, label);
        }
        let table = ResultTable::new(&list, None);
        let mut exporter = Exporter::of_columns(format, Secrets::Masked, columns.to_vec());
        let mut out = Vec::new();
        // In two pieces: the heading comes once.
        exporter.write(&list, &table, LinkId(0).take(1), &mut out);
        exporter.write(&list, &table, LinkId(1).take(9), &mut out);
        (String::from_utf8(out).expect("UTF-8"), exporter.masked())
    }

    #[test]
    fn tabs_and_formulas_stay_in_their_cells() {
        let columns = [Column::Index, Column::LinkText, Column::Url, Column::TotalMs];
        let (text, masked) = written(Format::Tsv, &columns, &["=1+1", "a\tb\nc", "plain"]);
        assert_eq!(
            text,
            "index\tlink-text\turl\ttotal-ms\n1\t'=1+1\thttps://a.test/1?token=***\t\n\
             2\ta b c\thttps://a.test/2?token=***\t\n3\tplain\thttps://a.test/3?token=***\t\n"
        );
        assert_eq!(masked, 3, "rows whose secrets are masked");
    }

    #[test]
    fn markdown_shows_the_text_and_nothing_else() {
        let columns = [Column::LinkText, Column::TotalMs, Column::Source];
        let (text, _) = written(Format::Markdown, &columns, &["a|b\n`c`", "<b>[x](y)\\"]);
        assert_eq!(
            text,
            "| Link text | Total | Source |\n| --- | ---: | --- |\n| a\\|b \\`c\\` |  | a\\|b.md:1:1 |\n\
             | \\<b>\\[x\\](y)\\\\ |  | a\\|b.md:2:1 |\n"
        );
    }
}
