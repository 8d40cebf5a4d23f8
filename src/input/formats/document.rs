//! A document that is read as a whole: parsed once when all of it has come, its links then taken in slices.

use std::vec;

use super::found::{Found, What};
use super::html::Page;
use super::xml::Scan;
use super::xml::base::Bases;
use super::{Parser, parser_of};
use crate::input::detect::Form;
use crate::input::document_links::{DocumentLink, FoundAs};
use crate::input::document_reader::{ReadProgress, Sink};
use crate::input::text_buffer::TextBuffer;
use crate::sort::sort_by;

/// Longest Markdown or HTML, in bytes: it is parsed in one step.
const MAX_BYTES: usize = 25_000_000;
/// Longest XML, in bytes: it is read in steps, and a sitemap may be as long (sitemaps.org).
const MAX_XML_BYTES: usize = 50 << 20;

/// A document on its way to links. Holds its text up to a limit, and from the end of it on also what was found.
#[derive(Debug)]
pub(in crate::input) struct WholeDocument {
    form: Form,
    /// Whether bare URLs in the code of Markdown are links too.
    code: bool,
    pub(in crate::input) buffer: TextBuffer,
    /// There was more text than is read.
    is_cut: bool,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// Its text is coming.
    Coming,
    /// Its text has come and is read in steps.
    Scanning(Box<Scan>),
    /// All is found.
    Taking(Box<Findings>),
}

#[derive(Debug)]
struct Findings {
    found: vec::IntoIter<Found>,
    bases: Bases,
}

impl WholeDocument {
    pub(in crate::input) fn new(form: Form, code: bool) -> Self {
        let limit = if is_xml(form) { MAX_XML_BYTES } else { MAX_BYTES };
        Self::with_limit(form, code, limit)
    }

    fn with_limit(form: Form, code: bool, limit: usize) -> Self {
        let buffer = TextBuffer::new(String::new(), limit);
        Self { form, code, buffer, is_cut: false, stage: Stage::Coming }
    }

    pub(in crate::input) fn push(&mut self, text: &str) {
        if !self.is_cut {
            self.buffer.push(text);
            self.is_cut = self.buffer.cut_at_limit();
        }
    }

    /// Parses Markdown or HTML, which takes as long as it is long, reads on in XML, or takes links until `sink` is full.
    pub(in crate::input) fn step(&mut self, sink: &mut Sink<'_>) -> ReadProgress {
        if !self.buffer.ended {
            return ReadProgress::NeedMoreInput;
        }
        let text = self.buffer.text();
        match &mut self.stage {
            Stage::Coming if is_xml(self.form) => {
                self.stage = Stage::Scanning(Box::new(Scan::new(self.form)));
                ReadProgress::More
            }
            Stage::Coming => {
                let (found, base) = parse(text, self.form, self.code);
                self.take(found, Bases::of_document(base), sink)
            }
            Stage::Scanning(scan) => {
                if !scan.step(text, sink.prose_links) {
                    let (found, bases) = core::mem::replace(&mut **scan, Scan::new(self.form)).into_parts();
                    return self.take(found, bases, sink);
                }
                ReadProgress::More
            }
            Stage::Taking(findings) => take_some(&mut self.buffer, findings, sink),
        }
    }

    fn take(&mut self, mut found: Vec<Found>, mut bases: Bases, sink: &mut Sink<'_>) -> ReadProgress {
        let text = self.buffer.text();
        for found in &mut found {
            // A place within a character would be a parser's mistake, and must not become ours.
            found.at = text.floor_char_boundary(found.at);
        }
        if self.is_cut {
            // That a tag ends too early near there is our doing.
            let near = text.len().saturating_sub(1 << 20);
            found.retain(|found| found.at < near || !matches!(found.what, What::Unreadable(_)));
            found.push(Found::unreadable(text.len(), too_long(self.form)));
        }
        // What follows the text, such as the definitions of references, was found out of order.
        sort_by(&mut found, |a, b| a.at.cmp(&b.at));
        sink.links.bases.append(&mut bases.all);
        self.stage = Stage::Taking(Box::new(Findings { found: found.into_iter(), bases }));
        ReadProgress::More
    }
}

fn is_xml(form: Form) -> bool {
    matches!(parser_of(form), Parser::Xml)
}

fn too_long(form: Form) -> &'static str {
    match parser_of(form) {
        Parser::Document { too_long, .. } => too_long,
        _ => "XML is read up to 50 MiB: split it, or read it as text",
    }
}

fn take_some(buffer: &mut TextBuffer, findings: &mut Findings, sink: &mut Sink<'_>) -> ReadProgress {
    while !sink.links.is_full() {
        let Some(found) = findings.found.next() else { return ReadProgress::Done };
        let place = buffer.place_of(found.at);
        let (found_as, text) = match &found.what {
            What::Link(link) => (FoundAs::Href, link),
            What::Bare(link) => (FoundAs::Bare, link),
            What::Mail(address) => (FoundAs::Mail, address),
            What::Unreadable(why) => {
                let rest = &buffer.text()[found.at..];
                let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
                sink.links.push_unreadable(place, line, why);
                continue;
            }
        };
        let base = findings.bases.number_at(found.at);
        sink.links.push(DocumentLink { found_as, place, text, label: &found.label, base });
    }
    if findings.found.len() == 0 { ReadProgress::Done } else { ReadProgress::More }
}

/// What is found in `text`, and the base that it says to have.
fn parse(text: &str, form: Form, code: bool) -> (Vec<Found>, Option<Box<str>>) {
    let body = text.trim_start_matches('\u{feff}');
    let mark = text.len() - body.len();
    let Parser::Document { read, .. } = parser_of(form) else { return (Vec::new(), None) };
    let Page { mut found, base } = read(body, code);
    for found in &mut found {
        found.at += mark;
    }
    (found, base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::document_links::DocumentLinks;
    use crate::input::prose_links::ProseLinks;

    /// What is left of a document read up to `limit` bytes, as `line:column text detail`.
    fn rows(form: Form, pieces: &[&str], limit: usize) -> Vec<String> {
        let mut prose_links = ProseLinks::new();
        let mut document = WholeDocument::with_limit(form, false, limit);
        for piece in pieces {
            document.push(piece);
            assert!(document.buffer.text().len() <= limit);
        }
        document.buffer.ended = true;
        let mut links = DocumentLinks::default();
        while document.step(&mut Sink { links: &mut links, prose_links: &mut prose_links })
            == ReadProgress::More
        {}
        let all: Vec<_> = (0..).map_while(|at| links.get(at)).collect();
        let row =
            |link: &DocumentLink<'_>| format!("{}:{} {}", link.place.line, link.place.column, link.text);
        let details = all.iter().filter(|link| link.found_as == FoundAs::Unreadable);
        all.iter().map(row).chain(details.map(|link| link.label.to_owned())).collect()
    }

    #[test]
    fn what_is_beyond_the_limit_is_told_with_its_place_and_the_links_before_are_kept() {
        for (form, line, detail) in [
            (Form::Markdown, "https://a.example/[x](https://b.example/)", too_long(Form::Markdown)),
            (Form::Html, "<a href=https://a.example/ ><a href=https://b.example/ >", too_long(Form::Html)),
            (
                Form::Feed,
                "<link>https://a.example/</link><link href='https://b.example/'/>",
                too_long(Form::Feed),
            ),
            (Form::Xml, "<x>https://a.example/</x><y z='https://b.example/'>", too_long(Form::Xml)),
        ] {
            let line = line.replace("https://a.example/[", "<https://a.example/> [");
            let text = format!("{line}\n{line}\n{line}\n");
            let limit = line.len() + 30;
            for pieces in [vec![&*text], text.split_inclusive(|_| true).collect()] {
                let rows = rows(form, &pieces, limit);
                assert_eq!(rows.len(), 4, "{form:?}: {rows:?}");
                assert!(rows[0].starts_with("1:") && rows[0].ends_with(" https://a.example/"), "{rows:?}");
                assert!(rows[1].starts_with("1:") && rows[1].ends_with(" https://b.example/"), "{rows:?}");
                assert!(rows[2].starts_with("1:") || rows[2].starts_with("2:"), "{rows:?}");
                assert_eq!(rows[3], detail);
            }
        }
    }

    #[test]
    fn what_fits_is_not_cut() {
        assert_eq!(rows(Form::Html, &["<a href='https", "://a.example/'>"], 29), ["1:10 https://a.example/"]);
    }
}
