//! The URLs in XML of which nothing is known: in any text, and in any attribute that names no namespace.

use quick_xml::events::BytesStart;

use super::text::decode;
use super::{MAX_BYTES, Scan};
use crate::input::formats::found::Found;
use crate::input::formats::is_url;
use crate::input::plain::offset_in;
use crate::input::prose_links::ProseLinks;

/// Longest piece of a text that is looked at in one go, in bytes, where it can be cut at a blank.
const PIECE_BYTES: usize = 1 << 16;

impl Scan {
    /// Takes the links in the first piece of `text`; returns its length. A section has no references.
    pub(super) fn take_piece(&mut self, text: &str, is_section: bool, prose_links: &mut ProseLinks) -> usize {
        let piece = first_piece(text);
        if is_section {
            let start = self.at;
            find(piece, prose_links, |at, link| self.found.push(Found::link(start + at, link)));
        } else {
            self.take_text(piece, self.at, prose_links);
        }
        piece.len()
    }

    pub(super) fn take_text(&mut self, raw: &str, start: usize, prose_links: &mut ProseLinks) {
        let decoded = decode(raw, start);
        find(decoded.text(), prose_links, |at, link| {
            self.found.push(Found::link(decoded.source_of(at), link));
        });
    }

    pub(super) fn take_values(&mut self, tag: &BytesStart<'_>, text: &str, prose_links: &mut ProseLinks) {
        for attribute in tag.attributes().with_checks(false).flatten() {
            if !names_a_namespace(attribute.key.as_ref()) {
                self.take_text(&attribute.value, offset_in(&attribute.value, text), prose_links);
            }
        }
    }
}

/// Whether the attribute `key` names namespaces: those look like links and are none.
fn names_a_namespace(key: &str) -> bool {
    let (prefix, local) = key.split_once(':').unwrap_or(("", key));
    prefix == "xmlns" || matches!(local, "xmlns" | "schemaLocation" | "targetNamespace" | "namespace")
}

/// Calls `take` with each link in `text`, which is one as a whole or holds some.
fn find<'t>(text: &'t str, prose_links: &mut ProseLinks, mut take: impl FnMut(usize, &'t str)) {
    let trimmed = text.trim();
    if is_url(trimmed) {
        take(offset_in(trimmed, text), trimmed);
    } else {
        prose_links.find(text, take);
    }
}

/// The beginning of `text` up to a blank, as long as is looked at in one go.
fn first_piece(text: &str) -> &str {
    if text.len() <= PIECE_BYTES {
        return text;
    }
    let near = text.floor_char_boundary(PIECE_BYTES);
    let far = text.floor_char_boundary(MAX_BYTES);
    let behind = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
    let end = match text[..near].rfind(char::is_whitespace) {
        Some(blank) => behind(blank),
        None => text[near..far].find(char::is_whitespace).map_or(far, |blank| near + blank),
    };
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_blanks() {
        for (text, length) in [
            ("short".to_owned(), 5),
            ("word\u{2003}".repeat(20_000), PIECE_BYTES / 7 * 7),
            ("x".repeat(PIECE_BYTES) + "yz more", PIECE_BYTES + 2),
            ("é".repeat(MAX_BYTES), MAX_BYTES),
        ] {
            assert_eq!(first_piece(&text).len(), length);
        }
    }

    #[test]
    fn names_of_namespaces_are_known_by_their_attributes() {
        for key in ["xmlns", "xmlns:a", "xsi:schemaLocation", "targetNamespace", "namespace"] {
            assert!(names_a_namespace(key), "{key}");
        }
        for key in ["href", "xlink:href", "xml:base", "xsi:noNamespaceSchemaLocation", "a:xmlnsx"] {
            assert!(!names_a_namespace(key), "{key}");
        }
    }
}
