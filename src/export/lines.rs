//! Plain lines: the URLs alone, or each after its `file:line`.

use crate::format::append;
use crate::input::list::LinkList;
use crate::result::row::RowView;

pub(super) fn write_links(rows: &mut dyn Iterator<Item = RowView>, out: &mut Vec<u8>) {
    for row in rows {
        push_line(&row.url, out);
    }
}

/// Appends `file:line URL` of each row to `out`; in the text area, which has no name, `line URL`.
pub(super) fn write_places(rows: &mut dyn Iterator<Item = RowView>, list: &LinkList, out: &mut Vec<u8>) {
    let mut line = String::new();
    for row in rows {
        line.clear();
        if let Some(place) = list.position(row.number.link()) {
            let name = list.sources().get(place.source.index()).map_or("", |name| name);
            let colon = if name.is_empty() { "" } else { ":" };
            append(&mut line, format_args!("{name}{colon}{} {}", place.line, row.url));
        }
        push_line(&line, out);
    }
}

/// One line whatever the text holds: its own line breaks become blanks.
pub(super) fn push_line(text: &str, out: &mut Vec<u8>) {
    out.extend(text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
    out.push(b'\n');
}
