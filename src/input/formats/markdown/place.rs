//! Finds links in the source of Markdown, whose places the parser does not give.

use crate::input::formats::mapped::Mapped;

/// Where the destination begins that follows at byte `from`.
pub(super) fn destination_at(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    // It may be in the next line, after the marks of a quote.
    let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{b}', '\u{c}']);
    let trimmed = if trimmed.len() < rest.len() && rest[..rest.len() - trimmed.len()].contains('\n') {
        trimmed.trim_start_matches(['>', ' ', '\t'])
    } else {
        trimmed
    };
    let start = from + rest.len() - trimmed.len();
    start + usize::from(trimmed.starts_with('<'))
}

/// How long the name of a definition is with its brackets and colon.
pub(super) fn definition_name(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\\' if !escaped => {
                escaped = true;
                continue;
            }
            b']' if !escaped && text[at + 1..].starts_with(':') => return at + 2,
            _ => {}
        }
        escaped = false;
    }
    0
}

/// Adds `tag`, written at byte `at` of `source`, where its lines follow the marks of the quotes and items around it.
pub(super) fn push_lines(html: &mut Mapped, tag: &str, source: &str, at: usize) {
    let mut ends = source.split_inclusive(LINE_ENDS);
    let mut from = at;
    for line in tag.split_inclusive(LINE_ENDS) {
        let written = ends.next().unwrap_or("");
        // What does not match is placed at the start of its line.
        let marks = written.strip_suffix(line).map_or(0, str::len);
        html.push(line, from + marks);
        from += written.len();
    }
}

/// `\r\n` counts as two of them, in the tag and in the source.
const LINE_ENDS: [char; 2] = ['\n', '\r'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_a_tag_is_found_behind_its_marks() {
        let source = "<a\r\n> > b='\n>c'>";
        let mut html = Mapped::default();
        push_lines(&mut html, "<a\r\nb='\nc'>", source, 10);
        let at = |part: &str| html.source_of(html.text().find(part).unwrap_or_default());
        let expected = |part: &str| 10 + source.find(part).unwrap_or_default();
        for part in ["<a", "b='", "c'>", "'>"] {
            assert_eq!(at(part), expected(part), "{part}");
        }
        push_lines(&mut html, "other\ntext", "x", 0);
        assert_eq!(html.source_of(html.text().len() - 1), 4, "it is no panic");
    }
}
