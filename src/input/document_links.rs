//! The links of a document, on their way from the thread that reads it to the one that keeps the list.

use serde::{Deserialize, Serialize};

use super::text_buffer::TextPlace;

/// What the links of one batch may cost before it is full: see [`DocumentLinks::is_full`].
const FULL_COST: usize = 1 << 18;
/// Cost of a link, in addition to its bytes.
const LINK_COST: usize = 64;
/// Most bytes of a label: four for each character that a list keeps of it.
pub(super) const LABEL_BYTES: usize = 480;
/// Most bytes of what cannot be read: the same.
const UNREADABLE_BYTES: usize = 800;

/// What a document gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum FoundAs {
    /// A link, decoded: absolute or relative.
    Href,
    /// A URL in running text, decoded: absolute, or without scheme and beginning with `www.`; never relative.
    Bare,
    /// An e-mail address that is a link without saying `mailto:`.
    Mail,
    /// The document cannot be read from here: the text is what is there, the label the reason.
    Unreadable,
}

/// One link of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DocumentLink<'b> {
    pub(super) found_as: FoundAs,
    pub(super) place: TextPlace,
    pub(super) text: &'b str,
    /// What the document calls it; empty where it has no name.
    pub(super) label: &'b str,
    /// The base that it is relative to, counted over all batches; `None` for that of the user.
    pub(super) base: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    found_as: FoundAs,
    place: TextPlace,
    /// Where its text ends in the arena.
    end: u32,
    label: u32,
    base: Option<u32>,
}

/// A base as a document writes it, and the one that it is relative to; `None` for that of the user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WrittenBase {
    pub(super) outer: Option<u32>,
    pub(super) written: String,
}

/// A batch of links, in their order: texts in one arena, a label once for the links in a row that share it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLinks {
    text: String,
    entries: Vec<Entry>,
    labels: Vec<String>,
    /// Bases that links of this batch or later ones are relative to, numbered on from those of earlier batches.
    pub(super) bases: Vec<WrittenBase>,
    #[serde(skip)]
    cost: usize,
}

impl DocumentLinks {
    /// Number of links.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds no links; it may hold bases.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether it is to be handed on before more is read into it.
    pub(super) fn is_full(&self) -> bool {
        self.cost >= FULL_COST
    }

    pub(super) fn push(&mut self, link: DocumentLink<'_>) {
        let DocumentLink { found_as, place, text, label, base } = link;
        let label = &label[..label.floor_char_boundary(LABEL_BYTES)];
        self.cost += LINK_COST + text.len();
        self.text.push_str(text);
        if self.labels.last().is_none_or(|last| last != label) {
            self.cost += label.len();
            self.labels.push(label.to_owned());
        }
        let label = u32::try_from(self.labels.len() - 1).unwrap_or(u32::MAX);
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.entries.push(Entry { found_as, place, end, label, base });
    }

    /// Adds what cannot be read: `text` is what is there.
    pub(super) fn push_unreadable(&mut self, place: TextPlace, text: &str, why: &str) {
        let text = &text[..text.floor_char_boundary(UNREADABLE_BYTES)];
        self.push(DocumentLink { found_as: FoundAs::Unreadable, place, text, label: why, base: None });
    }

    /// Adds a URL in running text.
    pub(super) fn push_bare(&mut self, place: TextPlace, text: &str, label: &str) {
        self.push(DocumentLink { found_as: FoundAs::Bare, place, text, label, base: None });
    }

    /// Link number `at`; `None` past the end.
    pub(super) fn get(&self, at: usize) -> Option<DocumentLink<'_>> {
        let Entry { found_as, place, end, label, base } = *self.entries.get(at)?;
        let start =
            at.checked_sub(1).and_then(|before| self.entries.get(before)).map_or(0, |entry| entry.end);
        let text = self.text.get(start as usize..end as usize)?;
        let label = self.labels.get(label as usize)?;
        Some(DocumentLink { found_as, place, text, label, base })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32) -> TextPlace {
        TextPlace { line, column: 1 }
    }

    #[test]
    fn links_come_out_as_they_went_in_also_on_another_thread() {
        let mut links = DocumentLinks::default();
        links.bases.push(WrittenBase { outer: None, written: "b/".to_owned() });
        links.push_bare(place(1), "https://a.example/", "a");
        links.push_bare(place(2), "", "a");
        links.push_unreadable(place(3), "<x", "why");
        links.push(DocumentLink {
            found_as: FoundAs::Href,
            place: place(4),
            text: "é",
            label: "",
            base: Some(0),
        });
        assert_eq!(links.labels, ["a", "why", ""]);
        let bytes = postcard::to_allocvec(&links).expect("a batch");
        let read: DocumentLinks = postcard::from_bytes(&bytes).expect("a batch");
        let texts: Vec<_> =
            (0..5).map(|at| read.get(at).map(|link| (link.place.line, link.text, link.label))).collect();
        let expected = [(1, "https://a.example/", "a"), (2, "", "a"), (3, "<x", "why"), (4, "é", "")];
        assert_eq!(texts[..4], expected.map(Some));
        assert_eq!(texts[4], None);
        assert_eq!(read.bases, links.bases);
    }

    #[test]
    fn a_batch_is_full_after_so_many_links_or_bytes() {
        let mut links = DocumentLinks::default();
        links.push_bare(place(1), &"x".repeat(FULL_COST), "");
        assert!(links.is_full());
        let mut links = DocumentLinks::default();
        while !links.is_full() {
            links.push_bare(place(1), "", "");
        }
        assert_eq!(links.len(), FULL_COST / LINK_COST);
    }
}
